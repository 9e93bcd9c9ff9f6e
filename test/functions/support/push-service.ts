/** A push service on this machine, and browsers that read what it is given, with their private keys, by the RFCs' own words. */
import {
  createDecipheriv,
  createECDH,
  type ECDH,
  hkdfSync,
  randomBytes,
  randomUUID,
} from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

interface Delivery {
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What it answers: a status, or nothing at all. */
type Answer = number | "silence";

export interface PushService {
  /** `127.0.0.1:PORT` */
  host: string;
  /** A browser that has subscribed here. */
  subscribe(answer?: Answer): PushBrowser;
  close(): Promise<void>;
}

export interface PushBrowser {
  endpoint: string;
  p256dh: string;
  auth: string;
  deliveries: Delivery[];
  answer: Answer;
  /** What the messages say, in order. */
  read(): Record<string, unknown>[];
}

export const startPushService = async (): Promise<PushService> => {
  const browsers = new Map<string, PushBrowser>();
  const server = createServer(async (request, response) => {
    const browser = browsers.get(request.url ?? "");
    const body = await buffer(request);
    browser?.deliveries.push({ headers: request.headers, body });
    const answer = browser?.answer ?? 404;
    if (answer === "silence") return;
    response.writeHead(answer, answer === 302 ? { location: "/elsewhere" } : {}).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    subscribe: (answer = 201) => {
      const path = `/push/${randomUUID()}`;
      const keys = createECDH("prime256v1");
      const auth = randomBytes(16);
      const browser: PushBrowser = {
        endpoint: `http://${host}${path}`,
        p256dh: keys.generateKeys().toString("base64url"),
        auth: auth.toString("base64url"),
        deliveries: [],
        answer,
        read: () =>
          browser.deliveries.map(
            ({ body }) => JSON.parse(decrypt(body, keys, auth)) as Record<string, unknown>,
          ),
      };
      browsers.set(path, browser);
      return browser;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

/** RFC 8291, section 3.4, over RFC 8188, section 2: one record. */
const decrypt = (body: Buffer, keys: ECDH, auth: Buffer): string => {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + (body[20] ?? 0));
  const record = body.subarray(21 + sender.length);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), keys.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync("sha256", keys.computeSecret(sender), auth, info, 32));
  const derive = (name: string, length: number): Buffer =>
    Buffer.from(
      hkdfSync("sha256", secret, salt, Buffer.from(`Content-Encoding: ${name}\0`), length),
    );
  const cipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
  cipher.setAuthTag(record.subarray(-16));
  const plain = Buffer.concat([cipher.update(record.subarray(0, -16)), cipher.final()]);
  // The last record's delimiter, and padding behind it.
  return plain.subarray(0, plain.lastIndexOf(2)).toString();
};
