package workbench.engineer.serving.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import workbench.engineer.serving.protocol.Refusal;

/**
 * The hosts that a request may name. Without them a web page could have its own name resolved to
 * this server's address (DNS rebinding), and its scripts would read the answers. An address is no
 * name that anybody could resolve anew, and is always accepted.
 *
 * @param allowed names in lower case besides those of loopback; {@code *} is any
 */
public record Hosts(Set<String> allowed) {

  private static final String ANY = "*";
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  /**
   * @param header of a request, checked for its syntax: a name or an address, and a port if it is
   *     not the usual one
   * @throws Refusal if its host is none of these
   */
  public void check(String header) {
    int port = header.lastIndexOf(':');
    String host = (port < 0 ? header : header.substring(0, port)).toLowerCase(Locale.ROOT);
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    boolean known =
        header.startsWith("[")
            || IPV4.matcher(name).matches()
            || name.equals("localhost")
            || name.endsWith(".localhost")
            || allowed.contains(name)
            || allowed.contains(ANY);
    if (!known) {
      throw Refusal.of(
          421,
          "the host '%s' is not one of this server's; --allowedHosts=%1$s would add it"
              .formatted(Refusal.shortened(name)));
    }
  }
}
