"""Uses the page of a running prediction server in Chromium.

    python page_test.py http://HOST:PORT MODEL FOLDER

The server must have two versions of the model loaded, and the model's data must come with the workbench. Leaves
pictures of the page in FOLDER. Ends with exit code 0 if the probabilities follow the sliders, nothing is logged as an
error, and no request leaves the page's own server.
"""
import json
import shutil
import sys
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

address, model, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
folder.mkdir(parents=True, exist_ok=True)

options = webdriver.ChromeOptions()
options.binary_location = shutil.which("chromium")
for flag in (
    "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking "
    "disable-component-update disable-sync window-size=1280,900"
).split():
    options.add_argument("--" + flag)
options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))


def answers():
    """The probabilities as the page shows them, a line a model."""
    return driver.execute_script("return [...document.querySelectorAll('.answer')].map(e => e.innerText)")


def wait(condition, what):
    WebDriverWait(driver, 10).until(lambda _: condition(), what)


def emulate(**features):
    media = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})


try:
    driver.get(address)
    wait(lambda: len(answers()) >= 2, "the probabilities of two versions")
    Select(driver.find_element(By.ID, "model")).select_by_visible_text(model)
    before = answers()
    slider = driver.find_element(By.CSS_SELECTOR, "#features input[type=range]")
    slider.send_keys(Keys.END)
    wait(lambda: len(answers()) >= 2 and answers() != before, "other probabilities after a slider moved")
    before = answers()
    row = Select(driver.find_element(By.ID, "row"))
    wait(lambda: len(row.options) > 1, "rows of the data set")
    row.select_by_index(1)
    wait(lambda: len(answers()) >= 2 and answers() != before, "other probabilities for a row of the data set")
    driver.save_screenshot(folder / "light.png")

    number = driver.find_element(By.CSS_SELECTOR, "#features input[type=number]")
    number.send_keys(Keys.CONTROL, "a")
    number.send_keys(Keys.BACKSPACE)
    wait(lambda: driver.find_element(By.ID, "problem").text == "A number is missing.", "a word on what is wrong")
    number.send_keys("12.5")
    wait(lambda: driver.find_element(By.ID, "problem").text == "", "no complaint any more")
    assert float(slider.get_attribute("value")) == 12.5 or abs(float(slider.get_attribute("value")) - 12.5) < 0.2

    emulate(prefers_color_scheme="dark")
    driver.save_screenshot(folder / "dark.png")
    dark = driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    emulate(prefers_color_scheme="light")
    assert dark != driver.execute_script("return getComputedStyle(document.body).backgroundColor"), dark

    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    )
    driver.save_screenshot(folder / "phone.png")
    width = driver.execute_script("return document.documentElement.scrollWidth")
    assert width <= 390, f"a phone must scroll sideways: {width}"

    unnamed = driver.execute_script(
        "return [...document.querySelectorAll('input, select')].filter(e => !e.labels.length && !e.ariaLabel).length"
    )
    assert unnamed == 0, f"{unnamed} controls have no name for a screen reader"

    problems = [entry for entry in driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
    assert not problems, problems
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}
    foreign = {url for url in asked if not url.startswith((address, "data:"))}
    assert asked and not foreign, foreign
    print(f"{len(asked)} addresses asked, all of {address}; the last answers: {answers()}")
finally:
    driver.quit()
