package workbench.engineer.keras;

import io.jhdf.Superblock;
import io.jhdf.WritableGroupImpl;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.storage.HdfFileChannel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Writes groups, single-precision arrays and texts as HDF5. The library's own writer of files adds
 * the name of the operating system; here the same content gives the same bytes on every platform.
 */
final class Hdf5Writer {

  private final WritableGroupImpl root = new WritableGroupImpl(null, "/");

  /** The group at this path; it is made if it is not there. */
  WritableGroup group(String path) {
    WritableGroup group = root;
    for (String name : path.split("/")) {
      if (!name.isEmpty()) {
        group = group.getChild(name) instanceof WritableGroup there ? there : group.putGroup(name);
      }
    }
    return group;
  }

  /**
   * @param path of the group, and the name in it
   * @param data an array, or one number
   */
  void put(String path, Object data) {
    int end = path.lastIndexOf('/');
    group(path.substring(0, end)).putDataset(path.substring(end + 1), data);
  }

  void put(String path, Tensor tensor) {
    float[] values = new float[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) tensor.values()[i];
    }
    if (tensor.shape().length == 1) {
      put(path, (Object) values);
      return;
    }
    float[][] rows = new float[tensor.shape()[0]][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * tensor.shape()[1], (i + 1) * tensor.shape()[1]);
    }
    put(path, (Object) rows);
  }

  void attribute(String group, String name, Object text) {
    group(group).putAttribute(name, text);
  }

  /**
   * The content of the file.
   *
   * @param scratch a file to write to on the way; it is deleted
   */
  byte[] toBytes(Path scratch) throws IOException {
    try (var channel =
        FileChannel.open(
            scratch,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      var superblock = new Superblock.SuperblockV2V3();
      long end =
          root.write(new HdfFileChannel(channel, superblock), WritableHdfFile.ROOT_GROUP_ADDRESS);
      channel.write(superblock.toBuffer(Math.max(end, channel.size())), 0);
      return Files.readAllBytes(scratch);
    } finally {
      Files.deleteIfExists(scratch);
    }
  }
}
