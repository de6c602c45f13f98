package workbench.engineer.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.nd4j.versioncheck.VersionCheck;
import org.nd4j.versioncheck.VersionInfo;
import workbench.testing.JavaProcess;

/**
 * Defects of ND4J as it is shipped, each with the class of this package that replaces it. A test
 * that fails after an upgrade means: ND4J may not need this replacement any more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedNd4jTest {

  private Calls shipped;
  private Calls replaced;

  private record Calls(int shapes, int operations, int freed) {}

  @BeforeAll
  void count() throws Exception {
    shipped =
        calls(
            "-Dshapeinfoprovider=org.nd4j.linalg.cpu.nativecpu.DirectShapeInfoProvider",
            "-Dopexec=org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner");
    replaced = calls();
  }

  @Test
  void versionIsThatOfTheReplacements() {
    assertTrue(
        VersionCheck.getVersionInfos().stream()
            .filter(info -> info.getArtifactId().equals("nd4j-native-api"))
            .map(VersionInfo::getBuildVersion)
            .allMatch("1.0.0-M2.1"::equals));
  }

  /** {@link ShapeCache} is needed while this holds. */
  @Test
  void shippedProviderAsksTheNativeCodeForAKnownShape() {
    assertTrue(shipped.shapes() >= NativeCalls.TIMES, shipped.toString());
    assertEquals(0, replaced.shapes());
  }

  /** {@link SmallArrays} is needed while this holds. */
  @Test
  void shippedExecutionerCallsTheNativeCodeForASmallArray() {
    assertEquals(NativeCalls.TIMES, shipped.operations());
    assertEquals(0, replaced.operations());
  }

  /** {@link NativeMemory} is needed while this holds. */
  @Test
  void shippedLibraryFreesNothingWithoutItsSlowCollector() {
    assertEquals(0, shipped.freed());
  }

  private static Calls calls(String... flags) throws Exception {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("-Dnative.ops=" + NativeCalls.class.getName());
    String output = JavaProcess.output(NativeCalls.class, all, List.of());
    Matcher counts =
        Pattern.compile("shapes (\\d+), operations (\\d+), freed (\\d+)").matcher(output);
    assertTrue(counts.find(), output);
    return new Calls(
        Integer.parseInt(counts.group(1)),
        Integer.parseInt(counts.group(2)),
        Integer.parseInt(counts.group(3)));
  }
}
