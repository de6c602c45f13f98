// Says: does your code release there?
import workbench.command.Commands;
import workbench.engineer.Release;

final class Handover {
  static int handOver(String file, String models) {
    return Commands.run(new Release(), "--model=" + file, "--models=" + models + "/breast-cancer");
  }
}
