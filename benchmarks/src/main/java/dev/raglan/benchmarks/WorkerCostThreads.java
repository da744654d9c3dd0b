package dev.raglan.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;



/**
 * What the threads of a pipeline have used so far: all threads but the caller's and the JVM's. The
 * sink runs in another JVM, and only one pipeline is open at a time.
 */
final class WorkerCostThreads {

  private static final Set<String> OTHERS =
      Set.of(
          "main",
          "Reference Handler",
          "Finalizer",
          "Signal Dispatcher",
          "Notification Thread",
          "Common-Cleaner");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Map<Long, Used> byThread = new TreeMap<>();

  /**
   * What a thread has used.
   *
   * @param name the thread's name
   * @param nanos of a core
   * @param bytes allocated
   */
  record Used(String name, long nanos, long bytes) {}

  private WorkerCostThreads() {}

  static WorkerCostThreads now() {
    WorkerCostThreads now = new WorkerCostThreads();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && !isOther(thread.getThreadName())) {
        now.add(thread.getThreadId(), thread.getThreadName());
      }
    }
    return now;
  }

  /** The reaper waits for the sink. */
  private static boolean isOther(String name) {
    return OTHERS.contains(name) || name.startsWith("process reaper");
  }

  private void add(long id, String name) {
    long nanos = THREADS.getThreadCpuTime(id);
    if (nanos >= 0) {
      byThread.put(id, new Used(name, nanos, THREADS.getThreadAllocatedBytes(id)));
    }
  }

  /** What was used between then and now. */
  Used since(WorkerCostThreads then) {
    Set<String> names = new TreeSet<>();
    long nanos = 0;
    long bytes = 0;
    for (Map.Entry<Long, Used> each : byThread.entrySet()) {
      Used now = each.getValue();
      Used before = then.byThread.getOrDefault(each.getKey(), new Used(now.name(), 0, 0));
      long more = now.nanos() - before.nanos();
      nanos += more;
      bytes += now.bytes() - before.bytes();
      if (more > 0) {
        names.add("%s %d us".formatted(now.name(), more / 1_000));
      }
    }
    return new Used(String.join(", ", names), nanos, bytes);
  }
}
