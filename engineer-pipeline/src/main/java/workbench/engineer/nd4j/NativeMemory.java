package workbench.engineer.nd4j;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.nativeblas.OpaqueContext;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/**
 * Frees the native memory of arrays, views and calls that are no longer reachable. A training step
 * makes some 60 of them. ND4J's own collector doubles the time of a step, and without one a step
 * leaves 7 kB behind: {@code .mvn/java.flags} switches that collector off ({@code
 * org.nd4j.noarraygc}) and names this class in the property {@code native.ops}, of which ND4J makes
 * one by itself.
 *
 * <p>What the garbage collector found is freed when the next array is made, on that thread: there
 * is no thread of its own that could free an array while its numbers are read.
 */
public final class NativeMemory extends Nd4jCpu {

  private final ReferenceQueue<Pointer> unreachable = new ReferenceQueue<>();

  /** The ring of all that is not freed yet; this one is none of them. */
  private final Owned ring = new Owned(new Pointer());

  /** A native object, and its address as soon as the object of Java is gone. */
  private final class Owned extends PhantomReference<Pointer> {
    private final Pointer address;
    private Owned before = this;
    private Owned after = this;

    Owned(Pointer object) {
      super(object, unreachable);
      this.address =
          object instanceof OpaqueContext
              ? new OpaqueContext(object)
              : new OpaqueDataBuffer(object);
    }
  }

  @Override
  public OpaqueDataBuffer allocateDataBuffer(long elements, int type, boolean both) {
    freeUnreachable();
    return owned(super.allocateDataBuffer(elements, type, both));
  }

  @Override
  public OpaqueDataBuffer dbCreateExternalDataBuffer(
      long elements, int type, Pointer primary, Pointer special) {
    freeUnreachable();
    return owned(super.dbCreateExternalDataBuffer(elements, type, primary, special));
  }

  @Override
  public OpaqueDataBuffer dbCreateView(OpaqueDataBuffer whole, long length, long offset) {
    freeUnreachable();
    return owned(super.dbCreateView(whole, length, offset));
  }

  /** The arguments of a call of an operation. */
  @Override
  public OpaqueContext createGraphContext(int node) {
    freeUnreachable();
    return owned(super.createGraphContext(node));
  }

  private <T extends Pointer> T owned(T object) {
    if (object != null) {
      var owned = new Owned(object);
      synchronized (ring) {
        owned.before = ring;
        owned.after = ring.after;
        ring.after.before = owned;
        ring.after = owned;
      }
    }
    return object;
  }

  /** Returns the number of arrays, views and calls that are not freed yet. */
  int held() {
    int held = 0;
    synchronized (ring) {
      for (Owned owned = ring.after; owned != ring; owned = owned.after) {
        held++;
      }
    }
    return held;
  }

  private void freeUnreachable() {
    for (Reference<?> next = unreachable.poll(); next != null; next = unreachable.poll()) {
      if (next != ring) {
        var owned = (Owned) next;
        synchronized (ring) {
          owned.before.after = owned.after;
          owned.after.before = owned.before;
        }
        switch (owned.address) {
          case OpaqueContext context -> deleteGraphContext(context);
          case OpaqueDataBuffer buffer -> deleteDataBuffer(buffer);
          default -> throw new IllegalStateException(owned.address.toString());
        }
      }
    }
  }
}
