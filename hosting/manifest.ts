/** What the browser is told when Athro is installed. Read by the build alone. */
import type { ManifestOptions } from "vite-plugin-pwa";

type Image = NonNullable<ManifestOptions["icons"]>[number];

const png = (name: string, size: number, purpose: "any" | "maskable" | "monochrome"): Image => ({
  src: `/icons/${name}.png`,
  sizes: `${size}x${size}`,
  type: "image/png",
  purpose,
});

const shortcut = (name: string, welsh: string, url: string, icon: string) => ({
  name,
  name_localized: { cy: { value: welsh, lang: "cy" } },
  url,
  icons: [png(icon, 96, "any")],
});

const screenshot = (
  file: string,
  sizes: string,
  form_factor: "wide" | "narrow",
  label: string,
) => ({ src: `/screenshots/${file}.png`, sizes, type: "image/png", form_factor, label });

export const manifest: Partial<ManifestOptions> = {
  // What the installed app is known by, whatever becomes of its start page.
  id: "/",
  name: "Athro",
  short_name: "Athro",
  description: "Chats with tutors and a study calendar that work without a network.",
  lang: "en",
  dir: "ltr",
  start_url: "/",
  scope: "/",
  display: "standalone",
  background_color: "#fdf9f1",
  theme_color: "#fdf9f1",
  categories: ["education", "productivity"],
  icons: [
    png("athro-192", 192, "any"),
    png("athro-512", 512, "any"),
    png("athro-maskable-192", 192, "maskable"),
    png("athro-maskable-512", 512, "maskable"),
    png("athro-monochrome-512", 512, "monochrome"),
  ],
  screenshots: [
    screenshot("chat-wide", "1280x800", "wide", "A chat with AthroMaths, with no network"),
    screenshot("calendar-wide", "1280x800", "wide", "The week in the study calendar"),
    screenshot("home-narrow", "390x844", "narrow", "Today, the next exam and the last chats"),
    screenshot("chat-narrow", "390x844", "narrow", "A chat with AthroMaths"),
  ],
  shortcuts: [
    shortcut("New event", "Digwyddiad newydd", "/calendar?new=1", "shortcut-event"),
    shortcut("Last chat", "Sgwrs ddiwethaf", "/athro", "shortcut-chat"),
  ],
  // One window, which goes where the shortcut or the share leads: what is typed in it is kept, as on any other navigation.
  launch_handler: { client_mode: ["navigate-existing", "auto"] },
  // The page takes them from the launch queue (src/launched-files.ts), and asks before anything is imported.
  file_handlers: [{ action: "/calendar", accept: { "text/calendar": [".ics"] } }],
  // Taken by the worker (sw/share.ts), so that it needs no network and no server sees it.
  share_target: {
    action: "/share",
    method: "POST",
    enctype: "multipart/form-data",
    params: { title: "title", text: "text", url: "url" },
  },
};
