package dev.raglan.benchmarks.worker;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * One round: a pipeline is opened, warmed by a batch, and given spans no faster than it takes them.
 * Measured is the use of the pipeline's threads: all but the caller's and the virtual machine's.
 * The sink runs in another one, and only one pipeline is open at a time.
 *
 * @param nanos what the threads used of a core, a span
 * @param bytes what they allocated, a span
 * @param threads their names, and what each used
 */
record WorkerRound(double nanos, double bytes, String threads) {

  static final int BATCH = 512;
  static final int QUEUE = 8_192;

  private static final int IN_A_ROW = 4 * BATCH;
  private static final int TIMES = 10;

  private static final Set<String> OTHERS =
      Set.of(
          "main",
          "Reference Handler",
          "Finalizer",
          "Signal Dispatcher",
          "Notification Thread",
          "Common-Cleaner");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * The use of a thread so far.
   *
   * @param name the thread's name
   * @param nanos of a core
   * @param bytes allocated
   */
  private record Used(String name, long nanos, long bytes) {}

  /** Opens a pipeline, measures it and closes it. */
  static WorkerRound of(Supplier<WorkerPipeline> opened) {
    try (WorkerPipeline pipeline = opened.get()) {
      send(pipeline, BATCH);
      Map<Long, Used> before = used();
      for (int i = 0; i < TIMES; i++) {
        send(pipeline, IN_A_ROW);
      }
      return between(before, used(), IN_A_ROW * TIMES);
    }
  }

  private static void send(WorkerPipeline pipeline, int spans) {
    long before = pipeline.delivered();
    for (int i = 0; i < spans; i++) {
      pipeline.call(i % ProseSearch.QUERIES);
    }
    pipeline.flush();
    long delivered = pipeline.delivered() - before;
    if (delivered != spans) {
      throw new IllegalStateException(delivered + " of " + spans + " spans were delivered");
    }
  }

  private static Map<Long, Used> used() {
    Map<Long, Used> used = new TreeMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && !isOther(thread.getThreadName())) {
        long id = thread.getThreadId();
        long nanos = THREADS.getThreadCpuTime(id);
        long bytes = THREADS.getThreadAllocatedBytes(id);
        used.put(id, new Used(thread.getThreadName(), Math.max(0, nanos), Math.max(0, bytes)));
      }
    }
    return used;
  }

  /** The reaper waits for the sink. */
  private static boolean isOther(String name) {
    return OTHERS.contains(name) || name.startsWith("process reaper");
  }

  private static WorkerRound between(Map<Long, Used> then, Map<Long, Used> now, double spans) {
    Set<String> names = new TreeSet<>();
    long nanos = 0;
    long bytes = 0;
    for (Map.Entry<Long, Used> each : now.entrySet()) {
      Used after = each.getValue();
      Used before = then.getOrDefault(each.getKey(), new Used(after.name(), 0, 0));
      long more = after.nanos() - before.nanos();
      nanos += more;
      bytes += after.bytes() - before.bytes();
      if (more > 0) {
        names.add("%s %d us".formatted(after.name(), more / 1_000));
      }
    }
    return new WorkerRound(nanos / spans, bytes / spans, String.join(", ", names));
  }
}
