package dev.raglan.internal.treelog;

import java.io.Flushable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the trees of traces are printed. Thread-safe. */
public interface TraceOutput {

  /** Whether anything printed would be seen. */
  boolean isEnabled();

  /**
   * Prints a tree.
   *
   * @param tree lines, without a line feed at the end
   */
  void print(String tree) throws IOException;

  /** The logger {@code dev.raglan.traces}. */
  static TraceOutput logger() {
    return new LoggerSink(LoggerFactory.getLogger("dev.raglan.traces"));
  }

  /** An appendable, flushed after each tree where it can be. */
  static TraceOutput appendable(Appendable out) {
    return new AppendableSink(out);
  }

  /** Prints each tree as one event at INFO. */
  record LoggerSink(Logger logger) implements TraceOutput {

    @Override
    public boolean isEnabled() {
      return logger.isInfoEnabled();
    }

    @Override
    public void print(String tree) {
      logger.info("{}", tree);
    }
  }

  /** Prints each tree and a line feed. */
  record AppendableSink(Appendable out) implements TraceOutput {

    @Override
    public boolean isEnabled() {
      return true;
    }

    @Override
    public void print(String tree) throws IOException {
      synchronized (out) {
        out.append(tree).append('\n');
        if (out instanceof Flushable flushable) {
          flushable.flush();
        }
      }
    }
  }
}
