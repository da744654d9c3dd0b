package dev.raglan.internal.treelog;

import java.io.Flushable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A destination of printed trees. Thread-safe. */
public interface TraceOutput {

  /** Returns true if printed trees are seen. */
  boolean isEnabled();

  /**
   * Prints a tree.
   *
   * @param tree lines, without a line feed at the end
   */
  void print(String tree) throws IOException;

  /** Returns the output to the logger {@code dev.raglan.traces}. */
  static TraceOutput logger() {
    return new LoggerSink(LoggerFactory.getLogger("dev.raglan.traces"));
  }

  /** Returns the output to an appendable, flushed after each tree if possible. */
  static TraceOutput appendable(Appendable out) {
    return new AppendableSink(out);
  }

  /** An output that writes each tree as one event at INFO. */
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

  /** An output that writes each tree and a line feed. */
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
