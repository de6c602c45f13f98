package workbench.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import workbench.command.MavenCommands.Command;

/**
 * Checks a Maven command line with an {@code exec:exec@ID} in it. Maven itself ignores a misspelt
 * command, option or profile in silence; this reports it in one line.
 *
 * @param goals the phases and goals, in their order
 * @param properties set by {@code -D}: on the command line or in Maven's configuration
 * @param profiles named after {@code -P}
 * @param modules the artifact ids of the modules that this build has
 * @param activeProfiles those that are active, also out of the user's settings.xml
 * @param typed the command line as it was typed, or "" if that is not known
 * @param unread the text of variables whose {@code -D} may be meant for the command
 */
record MavenCommandLine(
    List<String> goals,
    Map<String, String> properties,
    List<String> profiles,
    Set<String> modules,
    Set<String> activeProfiles,
    String typed,
    String unread) {

  /** Beginnings of the names that Maven, its plugins, the JVM, IDEs and CI systems use. */
  private static final List<String> OTHERS =
      Stream.of(
              "aether ansi assembly bamboo build checkstyle ci clean com compiler dependency"
                  + " develocity eclipse enforcer env exec failsafe file ftp git github gitlab gpg"
                  + " gradle http https hudson idea image intellij invoker jacoco jansi java"
                  + " javadoc javax jdk jenkins jib junit line log4j logback m2e maven mdep mojo"
                  + " mvn mvnd native netbeans org os path pmd project rat release sonar slf4j"
                  + " spotbugs style sun surefire teamcity test toolchain user versions vscode"
                  + " wagon")
          .flatMap(names -> Stream.of(names.split(" ")))
          .map(name -> name + ".")
          .toList();

  /** The names without a dot that they use. */
  private static final Set<String> OTHER_NAMES =
      Set.of(
          "altDeploymentRepository",
          "argLine",
          "changelist",
          "excludedGroups",
          "failIfNoTests",
          "forkCount",
          "groups",
          "parallel",
          "performRelease",
          "reuseForks",
          "revision",
          "scan",
          "sha1",
          "skipITs",
          "skipTests",
          "socksNonProxyHosts",
          "socksProxyHost",
          "socksProxyPort",
          "test",
          "trimStackTrace");

  private static final Set<String> BEFORE_COMPILE =
      Set.of(
          "pre-clean",
          "clean",
          "post-clean",
          "validate",
          "initialize",
          "generate-sources",
          "process-sources",
          "generate-resources",
          "process-resources");

  /**
   * Ends with 2, and one line on the standard error, if the command line has a fault.
   *
   * @param args the project's root folder, then {@code name=value} with the value as Java prints
   *     it: goals, profiles, projects, active profiles, properties; each property is in the
   *     environment too
   */
  public static void main(String[] args) throws IOException {
    Map<String, String> environment = System.getenv();
    new MavenCommandLine(
            items(value(args[1])),
            properties(value(args[5]), environment),
            items(value(args[2])),
            names("MavenProject: [^:]+:([^:]+):", value(args[3])),
            names("(?<=[\\[ ])([^\\[ :=]+)(?=[],])", value(args[4])),
            environment.getOrDefault("MAVEN_CMD_LINE_ARGS", ""),
            environment.getOrDefault("MAVEN_OPTS", "")
                + " "
                + environment.getOrDefault("MAVEN_ARGS", ""))
        .fault(MavenCommands.read(Path.of(args[0])))
        .ifPresent(
            fault -> {
              System.err.println("Error: " + fault);
              System.exit(Commands.WRONG_USAGE);
            });
  }

  private static String value(String argument) {
    return argument.substring(argument.indexOf('=') + 1);
  }

  private static Set<String> names(String pattern, String printed) {
    return Pattern.compile(pattern)
        .matcher(printed)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  /** The items of a list that Java printed. */
  static List<String> items(String printed) {
    String inside = printed.replaceAll("^\\[|]$", "");
    return inside.isEmpty() ? List.of() : List.of(inside.split(", "));
  }

  /**
   * The properties of a map that Java printed. Where a value ends is known from the environment.
   *
   * @param printed such as {@code {a=1, b=2}}
   * @param environment has each of the values under its name
   */
  static Map<String, String> properties(String printed, Map<String, String> environment) {
    var properties = new LinkedHashMap<String, String>();
    String rest = printed.substring(1);
    while (rest.contains("=")) {
      String name = rest.substring(0, rest.indexOf('='));
      String value = environment.getOrDefault(name, "");
      properties.put(name, value);
      rest = rest.substring(Math.min(rest.length(), name.length() + 1 + value.length() + 2));
    }
    return properties;
  }

  /** The first fault that it has, as one line. */
  Optional<String> fault(MavenCommands known) {
    var commands = new ArrayList<Command>();
    for (int i = 0; i < goals.size(); i++) {
      if (!goals.get(i).matches("(.+:)?exec(-maven-plugin(:[^:@]+)?)?:exec(@.*)?")) {
        continue;
      }
      String id = goals.get(i).replaceAll("^[^@]*@?", "");
      Command command = known.commands().get(id);
      Optional<String> fault =
          command == null ? unknownCommand(id, known) : fault(command, goals.subList(0, i));
      if (fault.isPresent()) {
        return fault;
      }
      commands.add(command);
    }
    return Stream.of(
            profiles.stream().map(profile -> profileFault(profile, known)),
            properties.keySet().stream().sorted().map(name -> fault(name, commands, known)),
            typedFaults(known),
            optionsIn(unread).stream().map(name -> unreadFault(name, known)))
        .flatMap(faults -> faults)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> unknownCommand(String id, MavenCommands known) {
    var ids = new TreeSet<String>();
    for (Command command : known.commands().values()) {
      if (!command.test()) {
        ids.add(command.id());
      }
    }
    String all = "the commands are " + String.join(", ", ids);
    return Optional.of(
        id.isEmpty()
            ? "exec:exec names no command: write exec:exec@compare, for example; " + all
            : "exec:exec@%s: there is no such command%s"
                .formatted(id, near(id, ids).map(MavenCommandLine::suggest).orElse("; " + all)));
  }

  private Optional<String> fault(Command command, List<String> before) {
    String goal = "exec:exec@" + command.id();
    String phase = command.test() ? "test-compile" : "compile";
    if (!modules.contains(command.module())) {
      return Optional.of(
          command.profile().isEmpty()
              ? "%s belongs to %s, which this build leaves out: run Maven in the project's root folder, without -pl or with -pl %2$s -am"
                  .formatted(goal, command.module())
              : "%s needs -P%s: mvn -q -P%2$s %s %1$s".formatted(goal, command.profile(), phase));
    }
    if (before.stream().allMatch(other -> other.contains(":") || BEFORE_COMPILE.contains(other))) {
      return Optional.of("%s needs %s before it: mvn -q %2$s %1$s".formatted(goal, phase));
    }
    return Optional.empty();
  }

  private Optional<String> profileFault(String profile, MavenCommands known) {
    return known.profiles().contains(profile) || activeProfiles.contains(profile)
        ? Optional.empty()
        : Optional.of(
            "-P%s: there is no such profile%s"
                .formatted(
                    profile,
                    near(profile, known.profiles()).map(MavenCommandLine::suggest).orElse("")));
  }

  private Optional<String> fault(String name, List<Command> commands, MavenCommands known) {
    if (commands.stream().anyMatch(command -> command.options().contains(name))) {
      return known.switches().contains(name) && !properties.get(name).matches("true|false|")
          ? Optional.of("-D%s=%s: true or false is expected".formatted(name, properties.get(name)))
          : Optional.empty();
    }
    String all = commands.stream().map(MavenCommandLine::usage).collect(Collectors.joining("; "));
    Set<String> users =
        known.commands().values().stream()
            .filter(command -> command.options().contains(name))
            .map(Command::id)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!users.isEmpty()) {
      return Optional.of(
          "-D%s is an option of %s only; %s".formatted(name, String.join(", ", users), all));
    }
    Optional<String> near = near(name, known.options());
    boolean foreign =
        known.properties().contains(name)
            || OTHER_NAMES.contains(name)
            || OTHERS.stream().anyMatch(name::startsWith)
                && known.options().stream()
                    .map(MavenCommandLine::plain)
                    .noneMatch(plain(name)::equals);
    return foreign
        ? Optional.empty()
        : Optional.of(
            "-D%s: there is no such option%s"
                .formatted(name, near.map(other -> suggest("-D" + other)).orElse("; " + all)));
  }

  private static String usage(Command command) {
    return "exec:exec@%s takes %s"
        .formatted(
            command.id(),
            command.options().isEmpty()
                ? "no options"
                : command.options().stream()
                    .map(option -> "-D" + option)
                    .collect(Collectors.joining(", ")));
  }

  private Stream<Optional<String>> typedFaults(MavenCommands known) {
    var seen = new HashSet<String>();
    var faults = new ArrayList<Optional<String>>();
    for (String option : optionsIn(typed)) {
      String name = option.replaceAll("=.*", "");
      if (properties.containsKey(name) && known.options().contains(name)) {
        if (!seen.add(name)) {
          faults.add(Optional.of("-D%s is given twice".formatted(name)));
        }
        if (name.equals(option) && !known.switches().contains(name)) {
          faults.add(Optional.of("-D%s has no value: write -D%1$s=VALUE".formatted(name)));
        }
      }
    }
    return faults.stream();
  }

  private Optional<String> unreadFault(String option, MavenCommands known) {
    String name = option.replaceAll("=.*", "");
    return known.options().contains(name) && !properties.containsKey(name)
        ? Optional.of(
            "-D%s has no effect in the variables MAVEN_OPTS and MAVEN_ARGS: write it on the command line"
                .formatted(name))
        : Optional.empty();
  }

  /** Finds what follows {@code -D} in a text. */
  private static List<String> optionsIn(String text) {
    var options = new ArrayList<String>();
    String[] words = text.strip().split("\\s+");
    for (int i = 0; i < words.length; i++) {
      if ((words[i].equals("-D") || words[i].equals("--define")) && i + 1 < words.length) {
        options.add(words[++i]);
      } else if (words[i].startsWith("-D")) {
        options.add(words[i].substring(2));
      }
    }
    return options;
  }

  private static String suggest(String name) {
    return " (did you mean %s?)".formatted(name);
  }

  /** The nearest of the names, if one is near. */
  static Optional<String> near(String typed, Collection<String> names) {
    String nearest = null;
    int least = Integer.MAX_VALUE;
    String plain = plain(typed);
    for (String name : names) {
      String other = plain(name);
      boolean begins =
          Math.min(plain.length(), other.length()) > 3
              && (other.startsWith(plain) || plain.startsWith(other));
      int distance = begins ? Math.min(1, distance(plain, other)) : distance(plain, other);
      if (distance < least && distance <= 2 && 2 * distance < plain.length()) {
        nearest = name;
        least = distance;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** The number of letters to add, remove or change, or of neighbours to exchange. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
