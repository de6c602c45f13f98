"""Opens the comparison page from disk in Chromium, as its readers would: at a desk, in front of a class, on a phone, in
the dark, on paper, without a mouse, without JavaScript.

    python comparison_test.py PATH/index.html FOLDER PATH/axe.min.js

Needs comparison.json beside the page. Leaves pictures and a PDF in FOLDER. Ends with exit code 0 if every figure on the
page is the one in the record, the parts to play with show what the record and ONNX Runtime give, the checklist gives the advice of its rules for every combination of answers, also by
keyboard, axe-core finds nothing serious, nothing is logged as an error, nothing is asked of any network, no part is wider
than the screen, every link leads to a file, and the PDF has pages of A4 with the text of the closed parts on them.
"""
import itertools
import json
import random
import re
import sys
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote, urlparse

import numpy
import onnxruntime
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

sys.dont_write_bytecode = True
sys.path.append(str(Path(__file__).resolve().parents[4] / "shared-data/src/test/python"))
import chromium

page, folder, axe = Path(sys.argv[1]).resolve(), Path(sys.argv[2]), Path(sys.argv[3])
folder.mkdir(parents=True, exist_ok=True)
record = json.loads((page.parent / "comparison.json").read_text(encoding="utf-8"))

driver = chromium.start()
# axe-core takes a second on a quiet machine.
driver.set_script_timeout(120)


def screen(width, height, mobile=False, scheme="light"):
    """Sets the screen and opens the page on it; returns its background."""
    return chromium.open_on(driver, page.as_uri(), width, height, mobile, scheme)


def picture(name, whole=True):
    """The page as a picture."""
    chromium.picture(driver, folder / name, whole)


def front_page():
    """The picture that README.md shows."""
    screen(1200, 720)
    chromium.picture(driver, folder / "comparison.webp", whole=False, format="webp", quality=80)


def fits(name):
    """Nothing is wider than the page, except content in a frame that scrolls."""
    chromium.check_width(driver, name, ".scroll, pre, svg, details:not([open]), .hidden, .roles > thead")


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


def check_embedded_values():
    """The values for the script are those of the record."""
    parts = driver.find_elements(By.CSS_SELECTOR, "[data-path]")
    assert len(parts) == 2 + 2 * len(record["datasets"]), len(parts)
    for part in parts:
        path = part.get_attribute("data-path")
        assert json.loads(part.get_attribute("data-values")) == recorded(path), path


def check_tosses():
    """Seed by seed from the keyboard, then all; each bar counts its seeds."""
    for figure in driver.find_elements(By.CSS_SELECTOR, ".toss"):
        tosses = recorded(figure.get_attribute("data-path"))
        rows, correct = tosses["rows"], tosses["correct"]
        one, ten, every, again = figure.find_elements(By.TAG_NAME, "button")
        status = figure.find_element(By.CSS_SELECTOR, "[role=status]")

        def check(tossed):
            shown = correct[:tossed]
            low = sum(right / rows <= 0.4 for right in shown)
            text = (
                f"Seed {tosses['firstSeed'] + tossed - 1}: accuracy {shown[-1] / rows:.2f}, {shown[-1]} of {rows} rows right. "
                f"After {tossed:,} of {len(correct):,} seeds: mean accuracy "
            )
            assert status.text.startswith(text), (status.text, text)
            figures = r"mean accuracy ([\d.]+); 0.40 or less for ([\d,]+) of them \(([\d.]+)%\)"
            mean, found, percent = re.search(figures, status.text).groups()
            assert abs(float(mean) - sum(shown) / tossed / rows) <= 0.0005 + 1e-9, status.text
            assert int(found.replace(",", "")) == low, status.text
            assert abs(float(percent) - 100 * low / tossed) <= 0.05 + 1e-9, status.text
            counts = [sum(20 * right // rows == bar for right in shown) for bar in range(21)]
            bars = figure.find_elements(By.CSS_SELECTOR, ".bar")
            heights = [float(bar.get_attribute("height")) for bar in bars]
            marked = [index for index, bar in enumerate(bars) if "last" in bar.get_attribute("class").split()]
            assert marked == ([20 * shown[-1] // rows] if tossed < len(correct) else []), (marked, shown[-1])
            assert all(abs(height - 130 * count / max(10, *counts)) < 1e-6 for height, count in zip(heights, counts))

        check(1)
        driver.execute_script("arguments[0].focus()", one)
        for tossed in range(2, 6):
            driver.switch_to.active_element.send_keys(Keys.ENTER)
            check(tossed)
        driver.switch_to.active_element.send_keys(Keys.TAB, Keys.SPACE)
        check(15)
        every.send_keys(Keys.ENTER)
        check(len(correct))
        assert sum(right / rows <= 0.4 for right in correct) == tosses["low"]
        one.send_keys(Keys.ENTER)
        check(len(correct))
        again.send_keys(Keys.ENTER)
        check(1)


def check_thresholds():
    """The confusion matrices, counted row by row, at thresholds that are set by keyboard and by pointer."""
    for part, dataset in zip(driver.find_elements(By.CSS_SELECTOR, ".threshold"), record["datasets"], strict=True):
        labels = numpy.array(dataset["rows"]["labels"])
        threshold, cost = part.find_elements(By.TAG_NAME, "input")

        def check(value, miss_cost):
            assert part.find_element(By.TAG_NAME, "output").text == f"{value:.3f}"
            cells = [cell.text for cell in part.find_elements(By.TAG_NAME, "td")]
            for column, role in enumerate(("engineer", "scientist")):
                above = numpy.array(dataset["rows"][role]) > value
                hits, alarms = int((above & (labels == 1)).sum()), int((above & (labels == 0)).sum())
                misses, rejections = int((labels == 1).sum()) - hits, int((labels == 0).sum()) - alarms
                expected = [hits, misses, alarms, rejections, (hits + rejections) / len(labels)]
                expected += [hits / (hits + misses), hits / (hits + alarms) if above.any() else numpy.nan]
                expected += [miss_cost * misses + alarms]
                found = [float(cell.replace(",", "").replace("–", "nan")) for cell in cells[column::2]]
                # Shares have three digits, costs two.
                rounding = [0.000501] * (len(expected) - 1) + [0.00501]
                wrong = ~numpy.isclose(found, expected, rtol=0, atol=rounding, equal_nan=True)
                assert not wrong.any(), (dataset["name"], value, found, expected)
                point = part.find_element(By.CSS_SELECTOR, ".point." + role)
                assert abs(float(point.get_attribute("cx")) - 40 - 200 * alarms / (alarms + rejections)) < 1e-6
                assert abs(float(point.get_attribute("cy")) - 205 + 200 * hits / (hits + misses)) < 1e-6

        check(0.5, dataset["thresholds"]["missCost"])
        cost.send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE)
        assert [cell.text for cell in part.find_elements(By.TAG_NAME, "td")][-2:] == ["–", "–"]
        cost.send_keys("2.5")
        check(0.5, 2.5)
        driver.execute_script("arguments[0].focus()", threshold)
        for key, value in ((Keys.ARROW_RIGHT, 0.505), (Keys.END, 1), (Keys.ARROW_LEFT, 0.995), (Keys.HOME, 0)):
            threshold.send_keys(key)
            check(value, 2.5)
        for step in (1, 13, 62, 140, 199):
            move(threshold, step / 200)
            check(step / 200, 2.5)


def move(field, value):
    """Sets a slider, a list or a box, as a pointer would."""
    driver.execute_script(
        """
        const [field, value] = arguments;
        if (field.type === 'checkbox') { field.checked = value; } else { field.value = value; }
        field.dispatchEvent(new Event('input', {bubbles: true}));
        """,
        field,
        value,
    )


def check_what_if():
    """The probabilities of rows at random are those of the files in ONNX Runtime."""
    dice, compared, largest = random.Random(42), 0, 0.0
    for part, dataset in zip(driver.find_elements(By.CSS_SELECTOR, ".whatif"), record["datasets"], strict=True):
        controls = dataset["whatIf"]["controls"]
        lines = {int(line.get_attribute("data-control")): line for line in part.find_elements(By.CSS_SELECTOR, "[data-control]")}
        assert sorted(lines) == list(range(len(controls)))
        assert list(lines) == dataset["whatIf"]["order"]
        if all(not control["levels"] and not control["missing"] for control in controls):
            sizes = [abs(weights[0]) for weights in dataset["whatIf"]["scientist"]["exported"]["layers"][0]["weights"]]
            assert [sizes[i] for i in lines] == sorted(sizes, reverse=True), "the regression's largest coefficient is not first"
        files = {role: [file for file in dataset[role + "Files"] if file["name"].endswith(".onnx")] for role in ("engineer", "scientist")}
        sessions = {
            role: onnxruntime.InferenceSession(str(page.parent / unquote(file["link"]))) for role, found in files.items() for file in found
        }
        assert "scientist" in sessions
        for drawn in range(12):
            row = []
            for i, control in enumerate(controls):
                field = lines[i].find_element(By.CSS_SELECTOR, "input, select")
                missing = drawn > 0 and control["missing"] and dice.random() < 0.2
                if control["levels"]:
                    level = int(control["start"]) if drawn == 0 else dice.randrange(len(control["levels"]))
                    move(field, "" if missing else level)
                    row.append("" if missing else control["levels"][level])
                else:
                    if control["missing"]:
                        move(lines[i].find_element(By.CSS_SELECTOR, "[type=checkbox]"), missing)
                    if drawn > 0:
                        move(field, dice.uniform(control["min"], control["max"]))
                    row.append(float("nan") if missing else float(field.get_attribute("value")))
            for role, session in sessions.items():
                inputs = session.get_inputs()
                if len(inputs) == 1 and inputs[0].name == "features":
                    feed = {"features": numpy.array([row], dtype=numpy.float32)}
                else:
                    feed = {
                        known.name: numpy.array([[value]], dtype=numpy.float32 if isinstance(value, float) else object)
                        for known, value in zip(inputs, row, strict=True)
                    }
                probability, label = session.run(["probability", "label"], feed)
                answer = part.find_element(By.CSS_SELECTOR, f"[data-role={role}]")
                shown = float(answer.get_attribute("data-probability"))
                largest = max(largest, abs(shown - float(probability[0])))
                assert largest <= 1e-6, (dataset["name"], role, row, shown, probability)
                assert abs(float(answer.find_element(By.CSS_SELECTOR, ".n").text) - shown) <= 0.000501
                level = driver.execute_script("return parseFloat(arguments[0].querySelector('.level').style.width)", answer)
                assert abs(level - 100 * shown) < 0.01, (level, shown)
                assert answer.find_element(By.CSS_SELECTOR, ".class").text == dataset["classNames"][label[0]]
                compared += 1
        part.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
        for role in ("engineer", "scientist"):
            shown = part.find_element(By.CSS_SELECTOR, f"[data-role={role}]").get_attribute("data-probability")
            assert abs(float(shown) - dataset["whatIf"][role]["probability"]) <= 1e-6, (dataset["name"], role)
        slider = part.find_element(By.CSS_SELECTOR, "input[type=range]")
        before = slider.get_attribute("value")
        driver.execute_script("arguments[0].focus()", slider)
        slider.send_keys(Keys.ARROW_RIGHT)
        output = part.find_element(By.CSS_SELECTOR, ".control:has(input[type=range]) output")
        assert output.text == slider.get_attribute("value") != before
    return compared, largest


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


try:
    colours = set()
    for scheme in ("light", "dark"):
        colours.add(screen(1366, 900, scheme=scheme))
        fits(scheme)
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
    figures = chromium.check_figures(driver, 3 * len(record["datasets"]))
    numbers = check_figures()
    check_disagreements()
    check_links()
    check_embedded_values()
    check_tosses()
    check_thresholds()
    compared, largest = check_what_if()
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
    parts = driver.find_elements(By.CSS_SELECTOR, ".play")
    assert len(parts) == 2 + 2 * len(record["datasets"])
    for part in parts:
        assert part.is_displayed() and part.find_element(By.TAG_NAME, "fieldset").get_dom_attribute("disabled") == "true"
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    screen(1366, 900)
    sheets = chromium.print_page(driver, folder / "comparison.pdf")
    text = re.sub(r"\s+", " ", " ".join(sheets))
    words = ["row by row", "keras.Sequential", "MultiLayerNetwork", "import", "validate", "Provenance", "SHA-256"]
    words += [f"After {len(tosses['correct']):,} of" for tosses in record["tosses"]] + ["false alarms", "threshold 0.500"]
    words += [rule["advice"][:30] for rule in record["checklist"]["rules"]]
    for wanted in words:
        assert wanted in text, f"'{wanted}' is not on paper"

    addresses = chromium.requested(driver)
    strangers = {address for address in addresses if address.split("#")[0] != page.as_uri() and not address.startswith("data:")}
    assert page.as_uri() in addresses and not strangers, addresses
    print(
        f"{page.name}: {numbers} figures equal the record, {figures} plots, {compared} probabilities "
        f"differ from ONNX Runtime's by at most {largest:.0e}, {len(sheets)} pages on paper, "
        "no request leaves the page"
    )
finally:
    driver.quit()
