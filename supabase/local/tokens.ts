import { SignJWT, errors, jwtVerify } from "jose";
import { type Identity, ROLES } from "./identity.ts";

export interface AccessClaims {
  sub: string;
  email: string;
  session_id: string;
  app_metadata: unknown;
  user_metadata: unknown;
  amr: { method: string; timestamp: number }[];
}

/** `reason` is what a client may be told. */
export class TokenError extends Error {
  override name = "TokenError";
  readonly expired: boolean;

  constructor(expired: boolean) {
    super(expired ? "JWT expired" : "JWT invalid");
    this.expired = expired;
  }
}

/** Makes and checks this backend's access tokens: HS256 alone, with the one secret of the data directory. */
export class Tokens {
  readonly #key: Uint8Array;
  /** s */
  readonly lifetime: number;
  readonly #issuer: string;

  constructor(options: { secret: string; lifetime: number; issuer: string }) {
    this.#key = new TextEncoder().encode(options.secret);
    this.lifetime = options.lifetime;
    this.#issuer = options.issuer;
  }

  async sign(claims: AccessClaims): Promise<{ token: string; expiresAt: number }> {
    const now = Math.floor(Date.now() / 1000);
    const expiresAt = now + this.lifetime;
    const token = await new SignJWT({
      ...claims,
      role: "authenticated",
      aal: "aal1",
      is_anonymous: false,
    })
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setIssuer(this.#issuer)
      .setAudience("authenticated")
      .setIssuedAt(now)
      .setExpirationTime(expiresAt)
      .sign(this.#key);
    return { token, expiresAt };
  }

  /** Of the service's own role, for as long as a run of an Edge Function may take. */
  signService(): Promise<string> {
    return new SignJWT({ role: "service_role" })
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setIssuer(this.#issuer)
      .setIssuedAt()
      .setExpirationTime("2 minutes")
      .sign(this.#key);
  }

  /** @throws TokenError for anything but an unexpired token of ours with a role that exists. */
  async verify(token: string): Promise<Identity> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ["HS256"],
        requiredClaims: ["exp"],
      });
      const role = ROLES.find((known) => known === payload.role);
      if (role === undefined) throw new TokenError(false);
      return { role, claims: payload };
    } catch (error) {
      throw new TokenError(error instanceof errors.JWTExpired);
    }
  }
}

/** Three dot-separated parts: meant as a JWT, be it a true one or not. */
export function looksLikeJwt(text: string): boolean {
  return text.split(".").length === 3;
}
