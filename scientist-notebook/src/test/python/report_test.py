"""Opens a report from disk in Chromium, as its readers would: at a desk, on a phone, in the dark, and on paper.

    python report_test.py PATH/index.html FOLDER

Leaves pictures and a PDF in FOLDER. Ends with exit code 0 if nothing is logged as an error, nothing is asked of any
network, no part is wider than the screen, every figure is drawn and has words for those who cannot see it, and the PDF
has pages of A4 with the text of the closed parts on them.
"""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.append(str(Path(__file__).resolve().parents[4] / "shared-data/src/test/python"))
import chromium

page, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)

EXCEPT_IN = ".scroll, pre, svg, details:not([open])"
driver = chromium.start()

try:
    colours = set()
    for scheme in ("light", "dark"):
        colours.add(chromium.open_on(driver, page.as_uri(), 1280, 900, scheme=scheme))
        chromium.check_width(driver, scheme, EXCEPT_IN)
        chromium.picture(driver, folder / f"{scheme}.png")
    assert len(colours) == 2, colours

    chromium.open_on(driver, page.as_uri(), 390, 844, mobile=True)
    chromium.check_width(driver, "phone", EXCEPT_IN)
    chromium.picture(driver, folder / "phone.png")

    figures = chromium.check_figures(driver, 10)
    ids = driver.execute_script("return [...document.querySelectorAll('[id]')].map(e => e.id)")
    targets = driver.execute_script("return [...document.querySelectorAll('nav a')].map(e => e.hash.slice(1))")
    assert targets and set(targets) <= set(ids), targets

    sheets = chromium.print_page(driver, folder / "report.pdf")
    text = "\n".join(sheets)
    for words in ("Summary", "SELECT", "Provenance", "SHA-256"):
        assert words in text, f"'{words}' is not on paper"

    addresses = chromium.requested(driver)
    strangers = {address for address in addresses if not address.startswith(("file:", "data:"))}
    assert page.as_uri() in addresses and not strangers, addresses
    print(f"{page.name}: {figures} figures, {len(sheets)} pages on paper, no request to any network")
finally:
    driver.quit()
