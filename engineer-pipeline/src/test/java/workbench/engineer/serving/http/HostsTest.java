package workbench.engineer.serving.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.engineer.serving.protocol.Refusal;

class HostsTest {

  private final Hosts hosts = new Hosts(Set.of("models.example"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:8080",
        "10.1.2.3:80",
        "[::1]",
        "[::1]:8080",
        "localhost",
        "LOCALHOST:8080",
        "localhost.",
        "a.localhost:1",
        "models.example",
        "Models.Example.:443"
      })
  void acceptsAddressesLoopbackAndAllowedNames(String header) {
    assertDoesNotThrow(() -> hosts.check(header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "notlocalhost",
        "models.example.evil",
        "a.models.example",
        "1.2.3",
        "*"
      })
  void refusesEveryOtherName(String header) {
    assertEquals(421, assertThrows(Refusal.class, () -> hosts.check(header)).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"anything.example", "anything:1"})
  void acceptsEveryNameIfAnyIsAllowed(String header) {
    assertDoesNotThrow(() -> new Hosts(Set.of("*")).check(header));
  }
}
