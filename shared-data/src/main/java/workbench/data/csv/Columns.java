package workbench.data.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import workbench.data.ColumnTransformer;
import workbench.data.InvalidInput;
import workbench.data.InvalidOption;
import workbench.data.LevelNames;

/**
 * Decides what each column of a file is, from the profiles of all of them: label, number, category,
 * or left out.
 */
final class Columns {

  /** The kind of a column. */
  enum Kind {
    LABEL,
    NUMBER,
    CATEGORY,
    LEFT_OUT
  }

  /** Names of a column that R and pandas give to row numbers. */
  private static final Set<String> INDEX_NAMES =
      Set.of("", "rownames", "row.names", "row_names", "index", "level_0");

  /**
   * A column of whole numbers and words with more values is a number column with a mistake in it.
   */
  private static final int FEW = 20;

  private static final int NAMED = 10;

  private final String source;
  private final CsvOptions options;
  private final List<String> names;
  private final long headerLine;
  private final List<Profile> profiles;
  private final List<String> notes = new ArrayList<>();
  private final Kind[] kinds;
  private final int label;
  private final char[] decimals;

  /**
   * @throws InvalidInput if the columns do not make a data set with a label of two classes, or if
   *     it is not certain how they are to be read
   */
  Columns(
      String source,
      CsvOptions options,
      List<String> names,
      long headerLine,
      List<Profile> profiles,
      Map<String, String> renamed) {
    this.source = source;
    this.options = options;
    this.names = names;
    this.headerLine = headerLine;
    this.profiles = profiles;
    this.kinds = new Kind[names.size()];
    if (names.size() < 2) {
      throw wrong(
          headerLine,
          "1 column ('%s'); at least one feature and the label are needed; give the separator with -Dseparator="
              .formatted(Cells.shown(names.getFirst())));
    }
    refuseHeaderOfData();
    if (profiles.getFirst().rows() == 0) {
      throw new InvalidInput(
          "%s: has a header but no rows; rows of two classes are expected".formatted(source));
    }
    Set<Integer> kept = new HashSet<>();
    options.kept().forEach(name -> kept.add(position("keep", name)));
    Integer asked = options.label() == null ? null : position("label", options.label());
    leaveOut(asked, kept);
    this.label = asked == null ? lastColumn() : asked;
    if (renamed.isEmpty()) {
      refuseOtherThanTwoClasses(asked != null);
    }
    kinds[label] = Kind.LABEL;
    keep(kept);
    this.decimals = findDecimals();
    for (int j = 0; j < kinds.length; j++) {
      if (kinds[j] == null) {
        kinds[j] = kind(j);
      }
    }
    refuseNames();
  }

  /** Returns whether a column of this name can be the numbers or names of the rows. */
  static boolean isIndexName(String name) {
    return INDEX_NAMES.contains(name.toLowerCase(Locale.ROOT))
        || name.matches("Unnamed: \\d+(\\.\\d+)?");
  }

  private void refuseHeaderOfData() {
    if (options.header() != null) {
      return;
    }
    long suspicious =
        IntStream.range(0, names.size())
            .filter(j -> !names.get(j).isEmpty())
            .filter(
                j ->
                    NumberText.classify(names.get(j)) != 0
                        || options.missingValues().contains(names.get(j))
                        || profiles.get(j).values().containsKey(names.get(j)))
            .count();
    long named = names.stream().filter(name -> !name.isEmpty()).count();
    if (2 * suspicious > named && !countNames()) {
      throw wrong(
          headerLine,
          "the first line looks like data (%s): -Dheader=false if it is, -Dheader=true if these are the names"
              .formatted(
                  names.stream()
                      .limit(3)
                      .map(name -> "'" + Cells.shown(name) + "'")
                      .collect(Collectors.joining(", "))));
    }
  }

  /**
   * Returns whether the names are 0, 1, 2, as pandas numbers columns, but for a few that are words.
   */
  private boolean countNames() {
    List<String> numbers = names.stream().filter(name -> NumberText.classify(name) != 0).toList();
    return numbers.size() > 1
        && (numbers.getFirst().equals("0") || numbers.getFirst().equals("1"))
        && IntStream.range(0, numbers.size())
            .allMatch(
                j ->
                    numbers
                        .get(j)
                        .equals(Integer.toString(j + Integer.parseInt(numbers.getFirst()))));
  }

  /** The position of a column that an option names, from 0. */
  private int position(String option, String text) {
    String name = Cells.trimmed(text);
    int first = names.indexOf(name);
    if (first >= 0 && !name.isEmpty()) {
      if (names.lastIndexOf(name) != first) {
        throw new InvalidOption(
            option,
            text,
            "%s has it as column %d and as column %d; give the number"
                .formatted(source, first + 1, names.lastIndexOf(name) + 1));
      }
      return first;
    }
    if (name.matches("[1-9]\\d{0,6}") && Integer.parseInt(name) <= names.size()) {
      return Integer.parseInt(name) - 1;
    }
    throw new InvalidOption(
        option,
        text,
        "%s has no such column; a number from 1 to %d or one of these is accepted: %s%s"
            .formatted(
                source,
                names.size(),
                names.stream().limit(NAMED).map(Cells::shown).collect(Collectors.joining(", ")),
                names.size() > NAMED ? ", ..." : ""));
  }

  private void leaveOut(Integer asked, Set<Integer> kept) {
    List<String> dropped = new ArrayList<>();
    for (String name : options.dropped()) {
      int column = position("drop", name);
      if (asked != null && asked == column) {
        throw new InvalidOption("drop", options.drop(), "'%s' is the label".formatted(name));
      }
      if (kinds[column] == null) {
        dropped.add(named(column));
      }
      kinds[column] = Kind.LEFT_OUT;
    }
    note(dropped, "by -Ddrop");
    List<String> empty = new ArrayList<>();
    // pandas writes its own index before that of R.
    int first = 0;
    for (int j = 0; j < kinds.length; j++) {
      if (kinds[j] != null || kept.contains(j) || asked != null && asked == j) {
        continue;
      }
      Profile profile = profiles.get(j);
      // A last column with a name is the label, so it must have values.
      if (profile.isEmpty() && (asked != null || j != lastColumn() || names.get(j).isEmpty())) {
        kinds[j] = Kind.LEFT_OUT;
        empty.add(named(j));
      } else if (profile.rows() > 1
          && isIndexName(names.get(j))
          && (profile.counts() || j == first && profile.differs())) {
        first = j + 1;
        kinds[j] = Kind.LEFT_OUT;
        notes.add(
            "left out: %s, the index: %s"
                .formatted(
                    named(j),
                    profile.counts()
                        ? String.format(
                            Locale.ROOT,
                            "it counts the %,d rows from %d",
                            profile.rows(),
                            profile.countsFrom())
                        : String.format(
                            Locale.ROOT, "%,d names or numbers of rows", profile.rows())));
      }
    }
    note(empty, "without any value");
  }

  private void note(List<String> columns, String why) {
    if (!columns.isEmpty()) {
      notes.add("left out %s: %s".formatted(why, some(columns)));
    }
  }

  static String some(List<String> columns) {
    String first = columns.stream().limit(NAMED).collect(Collectors.joining(", "));
    return columns.size() <= NAMED
        ? first
        : first + " and %d more".formatted(columns.size() - NAMED);
  }

  private String named(int column) {
    return names.get(column).isEmpty()
        ? "column %d without a name".formatted(column + 1)
        : "'" + Cells.shown(names.get(column)) + "'";
  }

  private int lastColumn() {
    for (int j = kinds.length - 1; j >= 0; j--) {
      if (kinds[j] == null) {
        return j;
      }
    }
    throw new InvalidInput("%s: no column is left to be the label".formatted(source));
  }

  private void refuseOtherThanTwoClasses(boolean asked) {
    List<String> classes = LabelClasses.distinct(profiles.get(label).values().keySet());
    if (classes.size() == 2) {
      return;
    }
    String advice = advice(asked);
    if (classes.size() < 2) {
      throw new InvalidInput(
          classes.isEmpty()
              ? "%s: column '%s': no row has a label%s".formatted(source, shownName(label), advice)
              : "%s: column '%s': every row has the label '%s'; two classes are needed%s"
                  .formatted(source, shownName(label), Cells.shown(classes.getFirst()), advice));
    }
    throw wrong(
        profiles.get(label).values().get(classes.get(2)),
        "column '%s': '%s' is a third class beside '%s' and '%s'; the label has exactly two%s%s"
            .formatted(
                shownName(label),
                Cells.shown(classes.get(2)),
                Cells.shown(classes.get(0)),
                Cells.shown(classes.get(1)),
                LevelNames.similar(classes).isPresent()
                    ? " (some differ only in case or blanks)"
                    : classes.size() > ColumnTransformer.MAX_LEVELS
                        ? " (there are more than %d)".formatted(ColumnTransformer.MAX_LEVELS)
                        : classes.size() > 3 ? " (there are %d)".formatted(classes.size()) : "",
                advice));
  }

  private String shownName(int column) {
    return Cells.shown(names.get(column));
  }

  private String advice(boolean asked) {
    List<String> candidates =
        IntStream.range(0, kinds.length)
            .filter(j -> j != label && kinds[j] == null)
            .filter(j -> LabelClasses.distinct(profiles.get(j).values().keySet()).size() == 2)
            .mapToObj(j -> names.get(j).isEmpty() ? Integer.toString(j + 1) : names.get(j))
            .toList();
    if (candidates.size() == 1) {
      return ": -Dlabel=%s takes the one other column with two values"
          .formatted(Cells.shown(candidates.getFirst()));
    }
    return candidates.isEmpty()
        ? asked ? "" : "; -Dlabel= names its column"
        : ": -Dlabel= names its column; two values have %s"
            .formatted(some(candidates.stream().map(Cells::shown).toList()));
  }

  private void keep(Set<Integer> kept) {
    if (kept.isEmpty()) {
      return;
    }
    List<String> others = new ArrayList<>();
    for (int j = 0; j < kinds.length; j++) {
      if (kinds[j] == null && !kept.contains(j)) {
        kinds[j] = Kind.LEFT_OUT;
        others.add(named(j));
      }
    }
    note(others, "by -Dkeep");
  }

  /**
   * The decimal mark of each column: the mark that explains all of its numbers. Where both do, and
   * give different numbers, the option says which, or else the other columns.
   */
  private char[] findDecimals() {
    boolean comma = false;
    boolean point = false;
    for (int j = 0; j < kinds.length; j++) {
      if (kinds[j] == null) {
        comma |= profiles.get(j).isNumeric() && profiles.get(j).commaOnly() != null;
        point |= profiles.get(j).isNumeric() && profiles.get(j).pointOnly() != null;
      }
    }
    char[] decimals = new char[kinds.length];
    List<String> withComma = new ArrayList<>();
    for (int j = 0; j < kinds.length; j++) {
      decimals[j] = kinds[j] == null ? decimal(j, comma, point) : '.';
      if (decimals[j] == ',' && profiles.get(j).fractions() > 0) {
        withComma.add(named(j));
      }
    }
    if (!withComma.isEmpty()) {
      notes.add("decimal comma in " + some(withComma));
    }
    return decimals;
  }

  /**
   * @param comma whether a column has numbers that only a decimal comma explains
   * @param point whether a column has numbers that only a decimal point explains
   */
  private char decimal(int column, boolean comma, boolean point) {
    Profile profile = profiles.get(column);
    if (profile.numbers(',') != profile.numbers('.')) {
      return profile.numbers(',') > profile.numbers('.') ? ',' : '.';
    }
    if (profile.ambiguous() == null) {
      return '.';
    }
    if (options.decimalMark() != null) {
      return options.decimalMark();
    }
    boolean isComma = profile.ambiguous().cell().indexOf(',') >= 0;
    if (comma == point && (comma || isComma)) {
      throw wrong(
          profile.ambiguous().line(),
          "column '%s': '%s' is a fraction or has a mark between thousands: -Ddecimal=. or -Ddecimal=, says which"
              .formatted(shownName(column), Cells.shown(profile.ambiguous().cell())));
    }
    return comma ? ',' : '.';
  }

  private Kind kind(int column) {
    Profile profile = profiles.get(column);
    int numbers = profile.numbers(decimals[column]);
    int words = profile.words(decimals[column]);
    if (words > 0 && numbers > 0) {
      mixed(column, numbers, words);
      return Kind.CATEGORY;
    }
    if (numbers == 0) {
      if (profile.infinite() > 0 && profile.infinite() == words) {
        throw notFinite(column);
      }
      return Kind.CATEGORY;
    }
    signs(column, numbers);
    return Kind.NUMBER;
  }

  /** A few whole numbers and words are a category; many numbers and a word are a mistake. */
  private void mixed(int column, int numbers, int words) {
    Profile profile = profiles.get(column);
    if (profile.infinite() > 0 && profile.infinite() == words) {
      throw notFinite(column);
    }
    boolean few = profile.values().size() <= FEW && profile.fractions() == 0;
    if (numbers > words && !few) {
      Profile.Seen word = profile.firstWord(decimals[column]);
      throw new InvalidInput(
          "%s, line %d: column '%s': '%s' is not a number, %s other cells are: -Dmissing=%s treats it as missing, -Ddrop=%s leaves the column out"
              .formatted(
                  source,
                  word.line(),
                  shownName(column),
                  Cells.shown(word.cell()),
                  String.format(Locale.ROOT, "%,d", numbers),
                  Cells.shown(word.cell()),
                  shownName(column)));
    }
    notes.add(
        String.format(
            Locale.ROOT,
            "'%s' is a category: %,d of its cells are numbers, %,d are text such as '%s'",
            shownName(column),
            numbers,
            words,
            Cells.shown(profile.firstWord(decimals[column]).cell())));
  }

  private InvalidInput notFinite(int column) {
    Profile.Seen first = profiles.get(column).firstWord(decimals[column]);
    return wrong(
        first.line(),
        "column '%s': '%s' is not a finite number: -Dmissing=%s treats it as missing"
            .formatted(shownName(column), Cells.shown(first.cell()), Cells.shown(first.cell())));
  }

  private void signs(int column, int numbers) {
    Profile profile = profiles.get(column);
    if (profile.percent() > 0 && profile.percent() < numbers || profile.currencies().size() > 1) {
      throw new InvalidInput(
          "%s: column '%s' has %s; write it in one unit, or leave it out with -Ddrop=%s"
              .formatted(
                  source,
                  shownName(column),
                  profile.currencies().size() > 1
                      ? "more than one currency"
                      : String.format(
                          Locale.ROOT,
                          "a percent sign in %,d of %,d cells",
                          profile.percent(),
                          numbers),
                  shownName(column)));
    }
    signs(column, profile.percent(), "percent sign");
    signs(column, profile.currency(), "currency sign");
    signs(column, profile.grouped(), "thousands mark");
    signs(column, profile.minus(), "minus U+2212");
  }

  private void signs(int column, int count, String sign) {
    if (count > 0) {
      notes.add(
          String.format(
                  Locale.ROOT,
                  "%,d cells of '%s' read without their %s",
                  count,
                  shownName(column),
                  sign)
              .replace("without their minus U+2212", "with the minus U+2212 as '-'"));
    }
  }

  private void refuseNames() {
    Set<String> seen = new HashSet<>();
    int features = 0;
    for (int j = 0; j < kinds.length; j++) {
      if (kinds[j] == Kind.LEFT_OUT) {
        continue;
      }
      features += kinds[j] == Kind.LABEL ? 0 : 1;
      String name = names.get(j);
      if (name.isEmpty()) {
        throw wrong(
            headerLine,
            "column %d has no name in the header: name it, or leave it out with -Ddrop=%d"
                .formatted(j + 1, j + 1));
      }
      if (name.lines().count() > 1) {
        throw wrong(
            headerLine,
            "the name '%s' has a line break; a name is one line".formatted(Cells.shown(name)));
      }
      if (!seen.add(name)) {
        throw wrong(
            headerLine,
            "two columns are named '%s'; names must differ: rename one, or leave it out with -Ddrop=%d"
                .formatted(Cells.shown(name), j + 1));
      }
    }
    if (features == 0) {
      throw new InvalidInput(
          "%s: no feature is left beside the label '%s'".formatted(source, shownName(label)));
    }
  }

  private InvalidInput wrong(long line, String what) {
    return new InvalidInput("%s, line %d: %s".formatted(source, line, what));
  }

  Kind[] kinds() {
    return kinds;
  }

  int label() {
    return label;
  }

  /** The decimal mark of each column. */
  char[] decimals() {
    return decimals;
  }

  /** Returns the decisions, a sentence each. */
  List<String> notes() {
    return notes;
  }
}
