"""The smallest browser of WebKitGTK that WebDriver can drive and that keeps its profile: under automation, MiniBrowser forgets all.

Arguments: the profile's directory, and a file whose script runs in every page before its own.
"""
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

profile, script = sys.argv[1:3]
kept = WebKit2.WebsiteDataManager(
    base_data_directory=profile + "/data", base_cache_directory=profile + "/cache"
)
context = WebKit2.WebContext.new_with_website_data_manager(kept)
context.set_automation_allowed(True)
context.set_preferred_languages(["en-GB"])
with open(script, encoding="utf-8") as file:
    source = file.read()


def create_view(_session):
    pages = WebKit2.UserContentManager()
    pages.add_script(
        WebKit2.UserScript.new(
            source,
            WebKit2.UserContentInjectedFrames.TOP_FRAME,
            WebKit2.UserScriptInjectionTime.START,
            None,
            None,
        )
    )
    view = WebKit2.WebView(
        web_context=context, user_content_manager=pages, is_controlled_by_automation=True
    )
    # A page that is left while it reads from IndexedDB, and kept for the way back, holds its transaction: the next page waits for it.
    view.get_settings().set_enable_page_cache(False)
    window = Gtk.Window()
    window.set_default_size(1280, 800)
    window.add(view)
    window.show_all()
    view.connect("close", lambda _view: window.destroy())
    return view


def on_started(_context, session):
    about = WebKit2.ApplicationInfo.new()
    about.set_name("Athro-WebKitGTK")
    about.set_version(1, 0, 0)
    session.set_application_info(about)
    session.connect("create-web-view", create_view)


context.connect("automation-started", on_started)
Gtk.main()
