package workbench.data;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names of categories that are probably meant to be one. */
public final class LevelNames {

  private LevelNames() {}

  /**
   * The first two names that differ only in case or blanks.
   *
   * @return the earlier and the later; empty if there are none
   */
  public static Optional<List<String>> similar(Collection<String> names) {
    Map<String, String> byKey = new HashMap<>();
    for (String name : names) {
      String earlier =
          byKey.putIfAbsent(name.replaceAll("\\s+", "").toLowerCase(Locale.ROOT), name);
      if (earlier != null) {
        return Optional.of(List.of(earlier, name));
      }
    }
    return Optional.empty();
  }
}
