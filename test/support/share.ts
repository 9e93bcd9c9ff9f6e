import type { Page } from "playwright-core";

/** Posts what the browser's share sheet does. */
export const share = (page: Page, fields: Record<string, string>): Promise<void> =>
  page.evaluate((given) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/share";
    form.enctype = "multipart/form-data";
    for (const [name, value] of Object.entries(given)) {
      const input = document.createElement("textarea");
      input.name = name;
      input.value = value;
      form.append(input);
    }
    document.body.append(form);
    form.submit();
  }, fields);
