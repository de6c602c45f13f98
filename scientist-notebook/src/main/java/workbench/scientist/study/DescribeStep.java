package workbench.scientist.study;

import workbench.data.Dataset;
import workbench.data.Preparation;
import workbench.data.SuspectedLeakage;
import workbench.scientist.description.Description;

/**
 * Step {@code describe}: SQL queries on the rows outside the test set.
 *
 * @param description of all rows except those of the test set
 * @param suspects columns that may be known only together with the label
 */
public record DescribeStep(Description description, SuspectedLeakage suspects) {

  static DescribeStep of(Preparation data, Journal journal) {
    Dataset rows = data.withoutTestPart();
    SuspectedLeakage suspects = SuspectedLeakage.of(data);
    Description description = Description.of(rows);
    int findings = description.findings().size() + (suspects.columns().isEmpty() ? 0 : 1);
    journal.format(
        "describe",
        "%d SQL queries on the %,d rows outside the test set; %s",
        description.queries().size(),
        rows.rows(),
        findings == 0 ? "no findings" : findings + (findings == 1 ? " finding" : " findings"));
    suspects.describe().ifPresent(finding -> journal.note("", finding));
    return new DescribeStep(description, suspects);
  }
}
