// Says: how does the next step of a job know?
import workbench.command.Commands;
import workbench.engineer.Release;

final class Handover {
  static int handOver(String file, String models) {
    Commands.run(new Release(), "--model=" + file, "--models=" + models);
    return 0;
  }
}
