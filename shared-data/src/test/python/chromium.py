"""Chromium for the tests of the pages: start, screens, pictures, paper, and the log of errors and requests."""
import base64
import json
import shutil

from selenium import webdriver

FLAGS = "headless no-sandbox disable-gpu no-first-run disable-background-networking disable-component-update disable-sync"


def start(*more):
    """A headless Chromium that logs its messages and requests."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in (*FLAGS.split(), *more):
        options.add_argument("--" + flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))


def set_colours(driver, scheme):
    """Prefers the light or the dark scheme; returns the page's background."""
    media = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
    return driver.execute_script("return getComputedStyle(document.body).backgroundColor")


def open_on(driver, address, width, height, mobile=False, scheme="light"):
    """Sets the screen and opens a page on it; returns the page's background."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile},
    )
    set_colours(driver, scheme)
    driver.get(address)
    return driver.execute_script("return getComputedStyle(document.body).backgroundColor")


def picture(driver, file, whole=True, **settings):
    """Writes the page as a picture."""
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": whole, **settings})
    file.write_bytes(base64.b64decode(shot["data"]))


def check_width(driver, name, except_in):
    """Checks that nothing is wider than the page, except content in a frame that scrolls."""
    wide = driver.execute_script(
        """
        const width = document.documentElement.clientWidth;
        return [...document.querySelectorAll('body *')]
          .filter(e => !e.closest(arguments[0]))
          .filter(e => e.getBoundingClientRect().right > width + 1)
          .map(e => e.tagName + '.' + e.className + ': ' + e.textContent.trim().slice(0, 60));
        """,
        except_in,
    )
    assert not wide, (name, wide)
    width, scroll = driver.execute_script(
        "return [document.documentElement.clientWidth, document.documentElement.scrollWidth]"
    )
    assert scroll <= width, f"{name}: the page is {scroll} pixels wide on a screen of {width}"


def check_figures(driver, least):
    """Checks that every figure is drawn and has words for those who cannot see it; returns the number of figures."""
    figures = driver.execute_script(
        """
        return [...document.querySelectorAll('figure svg')].map(e => ({
          width: e.getBoundingClientRect().width, height: e.getBoundingClientRect().height,
          marks: e.querySelectorAll('path, rect, line, circle').length,
          words: e.getAttribute('aria-labelledby').split(' ')
            .map(id => document.getElementById(id).textContent.trim()),
        }));
        """
    )
    assert len(figures) >= least, len(figures)
    for figure in figures:
        assert figure["width"] > 100 and figure["height"] > 60 and figure["marks"] > 5, figure
        assert all(figure["words"]), figure
    ids = driver.execute_script("return [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids)), "an id occurs twice"
    return len(figures)


def print_page(driver, file):
    """Prints the page to a PDF of A4 pages; returns the text of each."""
    from pypdf import PdfReader

    pdf = driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    file.write_bytes(base64.b64decode(pdf["data"]))
    pages = PdfReader(file).pages
    for sheet in pages:
        assert abs(float(sheet.mediabox.width) - 595) < 2 and abs(float(sheet.mediabox.height) - 842) < 2, sheet.mediabox
    return [sheet.extract_text() for sheet in pages]


def requested(driver):
    """Checks that nothing is logged as an error; returns the requested addresses."""
    problems = [entry for entry in driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
    assert not problems, problems
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    return {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}
