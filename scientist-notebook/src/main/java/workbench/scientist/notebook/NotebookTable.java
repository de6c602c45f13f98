package workbench.scientist.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import smile.data.DataFrame;
import workbench.data.ColumnTransformer;
import workbench.data.ColumnTransformer.CategoryInput;
import workbench.data.ColumnTransformer.Input;
import workbench.data.ColumnTransformer.NumberInput;
import workbench.evaluation.ConfusionMatrix;
import workbench.model.ExportedModel;
import workbench.model.ExportedModel.DenseLayer;
import workbench.scientist.description.Query;
import workbench.scientist.inference.Coefficient;
import workbench.scientist.inference.MaximumLikelihood;
import workbench.text.Html;

/**
 * Table as a notebook shows it: in HTML, and in plain text beside it.
 *
 * @param header names of the columns
 * @param rows a text for each cell
 * @param note a line below the table; may be empty
 */
record NotebookTable(List<String> header, List<List<String>> rows, String note) {

  /** Rows of a data frame that are shown. */
  private static final int MOST_ROWS = 20;

  /** Returns the table in HTML; all texts are escaped. */
  String html() {
    StringBuilder html = new StringBuilder("<table>\n<thead>\n");
    row(html, "th", header);
    html.append("</thead>\n<tbody>\n");
    rows.forEach(row -> row(html, "td", row));
    html.append("</tbody>\n</table>\n");
    if (!note.isEmpty()) {
      html.append("<p>").append(Html.text(note)).append("</p>\n");
    }
    return html.toString();
  }

  private static void row(StringBuilder html, String tag, List<String> cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append("<%s>%s</%1$s>".formatted(tag, Html.text(cell)));
    }
    html.append("</tr>\n");
  }

  /** Returns the table in plain text, a line for each row. */
  String text() {
    List<List<String>> lines = new ArrayList<>(rows);
    lines.addFirst(header);
    int[] widths =
        IntStream.range(0, header.size())
            .map(j -> lines.stream().mapToInt(line -> line.get(j).length()).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder cells = new StringBuilder();
      for (int j = 0; j < line.size(); j++) {
        cells.append(line.get(j)).repeat(' ', widths[j] - line.get(j).length() + 2);
      }
      text.append(cells.toString().stripTrailing()).append('\n');
    }
    return text + (note.isEmpty() ? "" : note + "\n");
  }

  static NotebookTable of(Query query) {
    return new NotebookTable(query.columns(), query.rows(), "");
  }

  static NotebookTable of(DataFrame frame) {
    int shown = Math.min(frame.nrow(), MOST_ROWS);
    List<List<String>> rows =
        IntStream.range(0, shown)
            .mapToObj(
                i -> IntStream.range(0, frame.ncol()).mapToObj(j -> frame.getString(i, j)).toList())
            .toList();
    String note = shown < frame.nrow() ? format("%,d of %,d rows", shown, frame.nrow()) : "";
    return new NotebookTable(List.of(frame.names()), rows, note);
  }

  static NotebookTable of(MaximumLikelihood fit) {
    return new NotebookTable(
        List.of("", "estimate", "standard error", "z", "p", "odds ratio"),
        fit.coefficients().stream().map(NotebookTable::row).toList(),
        format("log-likelihood %.3f, %,d rows", fit.logLikelihood(), fit.rows()));
  }

  private static List<String> row(Coefficient c) {
    return List.of(
        c.name(),
        format("%.4f", c.estimate()),
        format("%.4f", c.standardError()),
        format("%.2f", c.z()),
        format("%.3f", c.pValue()),
        format("%.3g", c.oddsRatio()));
  }

  static NotebookTable of(ConfusionMatrix counts) {
    return new NotebookTable(
        List.of("", "predicted 0", "predicted 1"),
        List.of(
            List.of("class 0", "" + counts.trueNegative(), "" + counts.falsePositive()),
            List.of("class 1", "" + counts.falseNegative(), "" + counts.truePositive())),
        "");
  }

  static NotebookTable of(ColumnTransformer columns) {
    List<List<String>> rows = new ArrayList<>();
    int feature = 0;
    for (Input input : columns.inputs()) {
      int features = input.width() + (input.indicator() ? 1 : 0);
      rows.add(
          List.of(
              input.name(), "" + features, levels(input), fill(input, columns.fill(), feature)));
      feature += features;
    }
    return new NotebookTable(
        List.of("column", "features", "levels", "missing value"),
        rows,
        format("%,d columns become %,d features", rows.size(), columns.features()));
  }

  private static String levels(Input input) {
    return input instanceof CategoryInput category ? String.join(", ", category.levels()) : "";
  }

  /** Replacement of a missing value: a number or a level. */
  private static String fill(Input input, double[] fill, int feature) {
    return switch (input) {
      case NumberInput _ -> format("%.4g", fill[feature]);
      case CategoryInput category -> {
        int level = 0;
        for (int k = 0; k < category.width(); k++) {
          level = fill[feature + k] == 1 ? k + 1 : level;
        }
        yield category.levels().get(level);
      }
    };
  }

  static NotebookTable of(ExportedModel model) {
    int features = model.standardizer().mean().length;
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("standardisation", shape(features, features), "" + 2 * features));
    int parameters = 2 * features;
    for (DenseLayer layer : model.layers()) {
      int inputs = layer.weights().length;
      int units = layer.bias().length;
      rows.add(
          List.of(
              "dense, " + layer.activation().name().toLowerCase(Locale.ROOT),
              shape(inputs, units),
              "" + (inputs + 1) * units));
      parameters += (inputs + 1) * units;
    }
    return new NotebookTable(
        List.of("layer", "inputs and outputs", "parameters"),
        rows,
        format("%,d parameters", parameters));
  }

  private static String shape(int inputs, int outputs) {
    return inputs + " to " + outputs;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
