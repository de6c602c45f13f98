"""Opens the comparison page from disk in Chromium, as its readers would: at a desk, in front of a class, on a phone, in
the dark, on paper, without a mouse, without JavaScript.

    python comparison_test.py PATH/index.html FOLDER PATH/axe.min.js

Needs comparison.json beside the page. Leaves pictures and a PDF in FOLDER. Ends with exit code 0 if every figure on the
page is the one in the record, the checklist gives the advice of its rules for every combination of answers, also by
keyboard, axe-core finds nothing serious, nothing is logged as an error, nothing is asked of any network, no part is wider
than the screen, every link leads to a file, and the PDF has pages of A4 with the text of the closed parts on them.
"""
import base64
import itertools
import json
import re
import shutil
import sys
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote, urlparse

from pypdf import PdfReader
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

page, folder, axe = Path(sys.argv[1]).resolve(), Path(sys.argv[2]), Path(sys.argv[3])
folder.mkdir(parents=True, exist_ok=True)
record = json.loads((page.parent / "comparison.json").read_text(encoding="utf-8"))

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


def picture(name, whole=True):
    """The page as a picture."""
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": whole})
    (folder / name).write_bytes(base64.b64decode(shot["data"]))


def front_page():
    """The picture that README.md shows."""
    screen(1200, 720)
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "webp", "quality": 80})
    (folder / "comparison.webp").write_bytes(base64.b64decode(shot["data"]))


def fits(name):
    """Nothing is wider than the page, except content in a frame that scrolls."""
    wide = driver.execute_script(
        """
        const width = document.documentElement.clientWidth;
        return [...document.querySelectorAll('body *')]
          .filter(e => !e.closest('.scroll, pre, svg, details:not([open]), .hidden, .roles > thead'))
          .filter(e => e.getBoundingClientRect().right > width + 1)
          .map(e => e.tagName + '.' + e.className + ': ' + e.textContent.trim().slice(0, 60));
        """
    )
    assert not wide, (name, wide)
    width, scroll = driver.execute_script(
        "return [document.documentElement.clientWidth, document.documentElement.scrollWidth]"
    )
    assert scroll <= width, f"{name}: the page is {scroll} pixels wide on a screen of {width}"


def recorded(path):
    """The value of a path such as datasets[0].engineer.accuracy."""
    value = record
    for key in re.findall(r"[^.\[\]]+", path):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def check_figures():
    """Every figure is the record's, rounded to the digits that are shown."""
    shown = driver.execute_script(
        "return [...document.querySelectorAll('[data-record]')].map(e => [e.dataset.record, e.textContent])"
    )
    assert len(shown) > 50, len(shown)
    for path, text in shown:
        digits = Decimal(text.rstrip("%").replace(",", ""))
        value = Decimal(repr(recorded(path))) * (100 if text.endswith("%") else 1)
        unit = Decimal(1).scaleb(digits.as_tuple().exponent)
        # A half in decimals need not be one in binary.
        assert abs(value - digits) <= unit / 2 + Decimal("1e-9"), (path, text, value)
    return len(shown)


def check_disagreements():
    """The rows of the tables are those of the test set where one model says more than a half and the other does not."""
    tables = driver.find_elements(By.CSS_SELECTOR, "section.dataset")
    assert len(tables) == len(record["datasets"])
    for table, dataset in zip(tables, record["datasets"]):
        rows = dataset["rows"]
        expected = sorted(
            number
            for number, first, second in zip(rows["numbers"], rows["engineer"], rows["scientist"])
            if (first > 0.5) != (second > 0.5)
        )
        cells = table.find_elements(By.CSS_SELECTOR, ".disagreements tbody th")
        assert [int(cell.text.replace(",", "")) for cell in cells] == expected[:40], dataset["name"]


def advice_of_the_rules(answers):
    """The advice of the first rule whose conditions are met."""
    return next(
        rule["advice"]
        for rule in record["checklist"]["rules"]
        if all(answers[question] == wanted for question, wanted in rule["when"].items())
    )


def check_checklist():
    """All combinations by click; one by keyboard; the answer is announced."""
    questions = [question["id"] for question in record["checklist"]["questions"]]
    advice = driver.find_element(By.ID, "advice")
    assert advice.get_attribute("aria-live") == "polite"
    seen = set()
    for values in itertools.product((True, False), repeat=len(questions)):
        answers = dict(zip(questions, values))
        for question, value in answers.items():
            selector = f"input[name={question}][value={str(value).lower()}]"
            driver.execute_script("arguments[0].click()", driver.find_element(By.CSS_SELECTOR, selector))
        text = advice.find_element(By.TAG_NAME, "strong").text
        assert text == advice_of_the_rules(answers), (answers, text)
        assert len(driver.find_elements(By.CSS_SELECTOR, "#rules li.applies")) == 1
        seen.add(text)
    assert len(seen) == len(record["checklist"]["rules"]), "a rule never applies"

    driver.get(page.as_uri())
    driver.execute_script("document.querySelector('#choose').scrollIntoView({behavior: 'instant'})")
    first = driver.find_element(By.CSS_SELECTOR, "#checklist input")
    driver.execute_script("arguments[0].focus()", first)
    answers = {}
    for question in questions:
        focused = driver.switch_to.active_element
        assert focused.get_attribute("name") == question, focused.get_attribute("outerHTML")
        outline = driver.execute_script("return getComputedStyle(arguments[0]).outlineStyle", focused)
        assert outline != "none", "the focus cannot be seen"
        focused.send_keys(Keys.SPACE)
        if question in ("reasons", "network"):
            driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
        answers[question] = question not in ("reasons", "network")
        driver.switch_to.active_element.send_keys(Keys.TAB)
    text = driver.find_element(By.CSS_SELECTOR, "#advice strong").text
    assert text == advice_of_the_rules(answers), (answers, text)
    assert driver.switch_to.active_element.tag_name == "button"
    picture("checklist.png", whole=False)
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    driver.execute_async_script("setTimeout(arguments[0], 50)")
    assert not driver.find_elements(By.CSS_SELECTOR, "#checklist input:checked, #advice strong")


def check_links():
    """Every link leads to a part of the page or to a file."""
    links = driver.execute_script("return [...document.querySelectorAll('a')].map(a => a.href)")
    assert len(links) > 10, links
    for link in links:
        address = urlparse(link)
        assert address.scheme == "file", link
        assert Path(unquote(address.path)).exists(), f"{link} leads nowhere"
        if Path(unquote(address.path)) == page:
            assert driver.find_elements(By.ID, address.fragment), link


def check_accessibility(name):
    """axe-core is put into the browser, not into the page's file."""
    driver.execute_script(axe.read_text(encoding="utf-8"))
    findings = driver.execute_async_script("axe.run().then(arguments[0])")
    assert len(findings["passes"]) > 20, findings["passes"]
    serious = [
        (finding["id"], [node["html"][:200] for node in finding["nodes"][:3]])
        for finding in findings["violations"]
        if finding["impact"] in ("serious", "critical")
    ]
    assert not serious, (name, json.dumps(serious, indent=1))


def check_svgs():
    """Every figure is drawn and has words for those who cannot see it."""
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
    assert len(figures) >= 3 * len(record["datasets"]), len(figures)
    for figure in figures:
        assert figure["width"] > 100 and figure["height"] > 60 and figure["marks"] > 5, figure
        assert all(figure["words"]), figure
    ids = driver.execute_script("return [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids)), "an id occurs twice"
    return len(figures)


try:
    colours = set()
    for scheme in ("light", "dark"):
        screen(1366, 900, scheme=scheme)
        fits(scheme)
        colours.add(driver.execute_script("return getComputedStyle(document.body).backgroundColor"))
        picture(f"{scheme}.png")
        driver.execute_script("document.querySelectorAll('details').forEach(part => part.open = true)")
        check_accessibility(scheme)
    assert len(colours) == 2, colours
    front_page()

    screen(1920, 1080)
    fits("projector")
    picture("projector-whole.png")
    for number, part in enumerate(("header", "#roles", "#samples", "#answers", "#choose")):
        driver.execute_script("document.querySelector(arguments[0]).scrollIntoView({behavior: 'instant'})", part)
        picture(f"projector-{number}.png", whole=False)
    figures = check_svgs()
    numbers = check_figures()
    check_disagreements()
    check_links()
    check_checklist()

    screen(390, 844, mobile=True)
    fits("phone")
    picture("phone.png")
    check_accessibility("phone")

    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    screen(1366, 900)
    assert not driver.find_element(By.ID, "checklist").is_displayed()
    rules = driver.find_elements(By.CSS_SELECTOR, "#rules li")
    assert len(rules) == len(record["checklist"]["rules"])
    assert all(rule.is_displayed() for rule in rules)
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    screen(1366, 900)
    pdf = driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    (folder / "comparison.pdf").write_bytes(base64.b64decode(pdf["data"]))
    pages = PdfReader(folder / "comparison.pdf").pages
    for sheet in pages:
        assert abs(float(sheet.mediabox.width) - 595) < 2 and abs(float(sheet.mediabox.height) - 842) < 2, sheet.mediabox
    text = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in pages))
    words = ["row by row", "keras.Sequential", "MultiLayerNetwork", "import", "validate", "Provenance", "SHA-256"]
    words += [rule["advice"][:30] for rule in record["checklist"]["rules"]]
    for wanted in words:
        assert wanted in text, f"'{wanted}' is not on paper"

    problems = [entry for entry in driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
    assert not problems, problems
    sent = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    addresses = {
        message["params"]["request"]["url"] for message in sent if message["method"] == "Network.requestWillBeSent"
    }
    strangers = {address for address in addresses if address.split("#")[0] != page.as_uri() and not address.startswith("data:")}
    assert page.as_uri() in addresses and not strangers, addresses
    print(
        f"{page.name}: {numbers} figures equal the record, {figures} plots, {len(pages)} pages on paper, "
        "no request leaves the page"
    )
finally:
    driver.quit()
