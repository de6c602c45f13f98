"""Uses the page of a running prediction server in Chromium.

    python page_test.py http://HOST:PORT MODEL FOLDER

The server must have two versions of the model loaded, and the model's data must come with the workbench. Leaves
pictures of the page in FOLDER. Ends with exit code 0 if the probabilities follow the sliders, nothing is logged as an
error, and no request leaves the page's own server.
"""
import sys
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

sys.dont_write_bytecode = True
sys.path.append(str(Path(__file__).resolve().parents[4] / "shared-data/src/test/python"))
import chromium

address, model, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
folder.mkdir(parents=True, exist_ok=True)

driver = chromium.start("disable-quic", "window-size=1280,900")


def answers():
    """The probabilities as the page shows them, a line a model."""
    return driver.execute_script("return [...document.querySelectorAll('.answer')].map(e => e.innerText)")


def wait(condition, what):
    WebDriverWait(driver, 10).until(lambda _: condition(), what)


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

    dark = chromium.set_colours(driver, "dark")
    driver.save_screenshot(folder / "dark.png")
    assert dark != chromium.set_colours(driver, "light"), dark

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

    asked = chromium.requested(driver)
    foreign = {url for url in asked if not url.startswith((address, "data:"))}
    assert asked and not foreign, foreign
    print(f"{len(asked)} addresses asked, all of {address}; the last answers: {answers()}")
finally:
    driver.quit()
