"""Opens a report from disk in Chromium, as its readers would: at a desk, on a phone, in the dark, and on paper.

    python report_test.py PATH/index.html FOLDER

Leaves pictures and a PDF in FOLDER. Ends with exit code 0 if nothing is logged as an error, nothing is asked of any
network, no part is wider than the screen, every figure is drawn and has words for those who cannot see it, and the PDF
has pages of A4 with the text of the closed parts on them.
"""
import base64
import json
import shutil
import sys
from pathlib import Path

from pypdf import PdfReader
from selenium import webdriver

page, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)

options = webdriver.ChromeOptions()
options.binary_location = shutil.which("chromium")
for flag in (
    "headless no-sandbox disable-gpu no-first-run disable-background-networking "
    "disable-component-update disable-sync"
).split():
    options.add_argument("--" + flag)
options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))


def screen(width, height, mobile=False, scheme="light"):
    """Sets the screen and opens the page on it."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile},
    )
    media = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
    driver.get(page.as_uri())


def picture(name):
    """The whole page as a picture."""
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
    (folder / name).write_bytes(base64.b64decode(shot["data"]))


def wider_than_the_screen():
    """Elements wider than the page, except content in a frame that scrolls."""
    return driver.execute_script(
        """
        const width = document.documentElement.clientWidth;
        return [...document.querySelectorAll('body *')]
          .filter(e => !e.closest('.scroll, pre, svg, details:not([open])'))
          .filter(e => e.getBoundingClientRect().right > width + 1)
          .map(e => e.tagName + '.' + e.className + ': ' + e.textContent.trim().slice(0, 60));
        """
    )


try:
    colours = set()
    for scheme in ("light", "dark"):
        screen(1280, 900, scheme=scheme)
        assert not wider_than_the_screen(), wider_than_the_screen()
        colours.add(driver.execute_script("return getComputedStyle(document.body).backgroundColor"))
        picture(f"{scheme}.png")
    assert len(colours) == 2, colours

    screen(390, 844, mobile=True)
    assert not wider_than_the_screen(), wider_than_the_screen()
    width = driver.execute_script("return document.documentElement.scrollWidth")
    assert width <= 390, f"the page is {width} pixels wide on a phone of 390"
    picture("phone.png")

    figures = driver.execute_script(
        """
        return [...document.querySelectorAll('figure svg')].map(e => ({
          width: e.getBoundingClientRect().width, height: e.getBoundingClientRect().height,
          marks: e.querySelectorAll('path, rect, line').length,
          words: e.getAttribute('aria-labelledby').split(' ')
            .map(id => document.getElementById(id).textContent.trim()),
        }));
        """
    )
    assert len(figures) >= 10, len(figures)
    for figure in figures:
        assert figure["width"] > 100 and figure["height"] > 60 and figure["marks"] > 5, figure
        assert all(figure["words"]), figure
    ids = driver.execute_script("return [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids)), "an id occurs twice"
    targets = driver.execute_script("return [...document.querySelectorAll('nav a')].map(e => e.hash.slice(1))")
    assert targets and set(targets) <= set(ids), targets

    pdf = driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    (folder / "report.pdf").write_bytes(base64.b64decode(pdf["data"]))
    pages = PdfReader(folder / "report.pdf").pages
    for sheet in pages:
        assert abs(float(sheet.mediabox.width) - 595) < 2 and abs(float(sheet.mediabox.height) - 842) < 2, sheet.mediabox
    text = "\n".join(sheet.extract_text() for sheet in pages)
    for words in ("Summary", "SELECT", "Provenance", "SHA-256"):
        assert words in text, f"'{words}' is not on paper"

    problems = [entry for entry in driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
    assert not problems, problems
    sent = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    addresses = {
        message["params"]["request"]["url"] for message in sent if message["method"] == "Network.requestWillBeSent"
    }
    strangers = {address for address in addresses if not address.startswith(("file:", "data:"))}
    assert page.as_uri() in addresses and not strangers, addresses
    print(f"{page.name}: {len(figures)} figures, {len(pages)} pages on paper, no request to any network")
finally:
    driver.quit()
