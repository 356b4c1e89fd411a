"""Walks journeys through pages in one Chromium, and looks at each page it comes to.

Takes the name of a file of JSON with what to do and the name of the file for what was found: see Browser.swift.
"""

import json
import pathlib
import re
import sys
import tempfile
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]

FIND = """
const [kind, words] = arguments, flat = text => text.replace(/\\s+/g, " ").trim();
const named = found => flat(found.getAttribute("aria-label") || found.value && found.tagName === "INPUT" && found.value
  || found.textContent) === words;
if (kind === "field") {
  const label = [...document.querySelectorAll("label")].find(found => flat(found.textContent) === words);
  return label?.control || document.querySelector(`[aria-label="${CSS.escape(words)}"]`);
}
return [...document.querySelectorAll(kind)].find(found => named(found) && found.getClientRects().length);
"""

# What a person must be able to reach, each with how it looks without the focus.
STOPS = """
document.activeElement?.blur();
const look = window.portalLook = found => [found, ...(found.labels || [])].flatMap(part => ["", "::before", "::after"].map(
  place => { const style = getComputedStyle(part, place || undefined);
    return [style.outline, style.boxShadow, style.backgroundColor, style.border, style.clipPath].join(); })).join("|");
window.portalName = found => found.tagName.toLowerCase() + (found.id ? "#" + found.id : "") + " "
  + (found.labels?.[0]?.textContent || found.textContent || found.name || "").replace(/\\s+/g, " ").trim().slice(0, 40);
window.portalStops = [...document.querySelectorAll(
  "a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex='0'],[onclick],[role=button],[role=link]")]
  .filter(found => !found.disabled && found.checkVisibility({visibilityProperty: true}));
window.portalLooks = new Map(portalStops.map(found => [found, look(found)]));
return portalStops.length;
"""

# One stop of the Tab key.
STOP = """
const found = document.activeElement;
if (!found || found === document.body || found === document.documentElement) return null;
const box = found.getBoundingClientRect();
(window.portalReached ||= new Set()).add(found);
return {name: portalName(found), top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left, right: box.right,
  seen: portalLooks.has(found) ? portalLook(found) !== portalLooks.get(found) : true};
"""

# A group of radios is one stop; the arrows go on from there.
MISSED = """
const reached = window.portalReached || new Set();
return portalStops.filter(found => !reached.has(found) && !(found.type === "radio"
  && [...reached].some(other => other.type === "radio" && other.name === found.name && other.form === found.form)))
  .map(portalName);
"""

AXE = """
const done = arguments[arguments.length - 1];
axe.run({runOnly: arguments[0]}).then(
  result => done(result.violations.flatMap(v => v.nodes.map(node => v.id + " " + node.target))),
  fault => done(["axe " + fault]));
"""


class Walker:
    def __init__(self, wanted):
        self.wanted = wanted
        self.axe = pathlib.Path(wanted["axe"]).read_text(encoding="utf-8")
        self.base = wanted["base"].rstrip("/")
        options = webdriver.ChromeOptions()
        for word in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                     "--disable-background-networking", "--hide-scrollbars", "--force-color-profile=srgb",
                     "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]:
            options.add_argument(word)
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        options.add_argument("--user-data-dir=" + self.profile.name)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(wanted.get("driver", "/usr/bin/chromedriver")))
        self.driver.set_page_load_timeout(60)
        self.driver.set_script_timeout(60)
        self.tell("Emulation.setFocusEmulationEnabled", enabled=True)

    def tell(self, command, **values):
        return self.driver.execute_cdp_cmd(command, values)

    def resize(self, width, height=900):
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def scripts(self, allowed):
        self.tell("Emulation.setScriptExecutionDisabled", value=not allowed)

    def walk(self, journey):
        self.journey, self.pages = journey, []
        self.tell("Network.clearBrowserCookies")
        for cookie in journey["cookies"]:
            self.tell("Network.setCookie", url=self.base + "/", name=cookie["name"], value=cookie["value"])
        failure = None
        for step in journey["steps"]:
            try:
                self.take(step)
            except Exception as fault:  # Whatever it was, the step was not possible.
                words = str(fault).split("\n")[0]
                failure = f"{step['does']} \"{step['at']}\" on {self.driver.current_url}: {words}"
                self.shoot("failure")
                break
        return {"journey": journey["name"], "failure": failure, "pages": self.pages}

    def take(self, step):
        does, at, value = step["does"], step["at"], step.get("with", "")
        self.resize(self.journey["width"])
        if does in ("open", "press", "follow"):
            self.driver.get_log("performance")
            self.scripts(self.journey["usesJavaScript"])
            if does == "open":
                self.driver.get(self.base + at)
            else:
                self.find("button,input[type=submit]" if does == "press" else "a[href],summary", at).click()
            self.look()
        elif does == "type":
            field = self.find("field", at)
            field.clear()
            field.send_keys(value)
        elif does == "file":
            self.find("field", at).send_keys(value)
        elif does == "tick":
            field = self.find("field", at)
            if not field.is_selected():
                field.click()
        elif does == "select":
            from selenium.webdriver.support.ui import Select
            Select(self.find("field", at)).select_by_visible_text(value)
        elif does == "heading":
            shown = [self.flat(found.text) for found in self.driver.find_elements("css selector", "h1")]
            if at not in shown:
                raise ValueError(f"the heading is {shown}")
        elif does == "text":
            if at not in self.flat(self.driver.find_element("css selector", "body").text):
                raise ValueError("the words are not on the page")
        else:
            raise ValueError("no such step")

    @staticmethod
    def flat(text):
        return re.sub(r"\s+", " ", text).strip()

    def find(self, kind, words):
        found = self.driver.execute_script(FIND, kind, words)
        if found is None:
            raise ValueError("nothing has these words")
        return found

    def look(self):
        address, title = self.driver.current_url, self.driver.title
        kept = pathlib.Path(self.wanted["folder"]) / f"{self.name()}.html"
        foreign, text = self.loaded(address)
        kept.write_text(text, encoding="utf-8")
        page = {"address": address, "title": title, "html": str(kept), "foreign": foreign}
        self.scripts(True)
        page.update(self.tabbed())
        self.shoot(str(self.journey["width"]))
        page["violations"] = self.violations()
        self.resize(320)
        page["overflow"] = self.driver.execute_script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.shoot("320")
        self.resize(self.journey["width"])
        self.pages.append(page)

    def name(self):
        return f"{re.sub('[^A-Za-z0-9]+', '-', self.journey['name'])}-{len(self.pages) + 1}"

    def violations(self):
        self.driver.execute_script(self.axe)
        return self.driver.execute_async_script(AXE, TAGS)

    def loaded(self, address):
        """What came from elsewhere, and the page as it was sent."""
        foreign, request = set(), None
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            values = message.get("params", {})
            if message["method"] != "Network.requestWillBeSent":
                continue
            asked = values["request"]["url"]
            if values.get("type") == "Document":
                request = values["requestId"]
            parts, own = urlsplit(asked), urlsplit(address)
            if parts.scheme not in ("data", "blob", "about") and (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
                foreign.add(asked)
        try:
            return sorted(foreign), self.tell("Network.getResponseBody", requestId=request)["body"]
        except Exception:  # A page found in the browser's memory has no answer of its own.
            return sorted(foreign), "<!DOCTYPE html>\n" + self.driver.page_source

    def tabbed(self):
        count = self.driver.execute_script(STOPS)
        unseen, disorder, before = [], [], None
        for _ in range(count + 3):
            for kind in ("rawKeyDown", "keyUp"):
                self.tell("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
            stop = self.driver.execute_script(STOP)
            if stop is None:
                break
            if not stop["seen"]:
                unseen.append(stop["name"])
            if before and stop["bottom"] <= before["top"] and stop["left"] < before["right"]:
                disorder.append(f"{before['name']} then {stop['name']}")
            before = stop
        missed = self.driver.execute_script(MISSED)
        self.driver.execute_script("document.activeElement?.blur(); scrollTo(0, 0)")
        return {"unreached": missed, "unseenFocus": unseen, "disorder": disorder}

    def shoot(self, what):
        folder = self.wanted.get("screenshots")
        if not folder:
            return
        import base64
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        picture = self.tell("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        (pathlib.Path(folder) / f"{self.name()}-{what}.png").write_bytes(base64.b64decode(picture))


def main():
    wanted = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    walker = Walker(wanted)
    try:
        outcomes = [walker.walk(journey) for journey in wanted["journeys"]]
    finally:
        walker.driver.quit()
        walker.profile.cleanup()
    pathlib.Path(sys.argv[2]).write_text(json.dumps(outcomes), encoding="utf-8")


main()
