package dev.raglan.internal.capture;

import dev.raglan.internal.safe.Safe;
import dev.raglan.model.Extraction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The values of a call that are still to be read. They cannot change, so that what is read out of
 * them later, on another thread, is what they say now. Immutable.
 */
public final class UnreadValues {

  private final Reader reader;
  private final @Nullable Object input;
  private final @Nullable Object result;
  private final UnaryOperator<Extraction> spentBelow;

  /** Reads the values of calls of one kind. Stateless and thread-safe. */
  @FunctionalInterface
  public interface Reader {

    /**
     * Returns the call with what is read out of its values; changes neither.
     *
     * @param input null if the input was read at the call
     * @param result null if the result was read at the call
     */
    Captured read(Captured captured, @Nullable Object input, @Nullable Object result);
  }

  /** A value that knows its weight. */
  public interface Weighed {

    /** Returns the memory that it keeps from being freed, in bytes. */
    long bytes();
  }

  /**
   * Keeps values, at least one of which is to be read.
   *
   * @param spentBelow adds what was spent below the call to what is read out of its result
   */
  public UnreadValues(
      Reader reader,
      @Nullable Object input,
      @Nullable Object result,
      UnaryOperator<Extraction> spentBelow) {
    this.reader = reader;
    this.input = input;
    this.result = result;
    this.spentBelow = spentBelow;
  }

  /** Returns the call with what is read out of the values; as it is if reading fails. */
  Captured readInto(Captured captured) {
    try {
      Captured read = reader.read(captured, input, result);
      Extraction own = read.extracted().output();
      Extraction all = spentBelow.apply(own);
      return all == own ? read : read.with(read.extracted().withOutput(all));
    } catch (Throwable thrown) {
      Safe.log("reading the values of a call", thrown);
      return captured.with(captured.extracted());
    }
  }

  /** Returns the weight of those values that are not part of what was captured as well. */
  long weigh(Weigher weigher, Captured captured) throws Throwable {
    Arguments arguments = captured.arguments();
    boolean holdsInput = arguments != null && arguments.has(input);
    return (holdsInput ? 0 : weigher.weigh(input, 0))
        + (result == captured.output() ? 0 : ofResult(weigher));
  }

  private long ofResult(Weigher weigher) throws Throwable {
    return result instanceof Weighed known ? known.bytes() : weigher.weighRead(result);
  }
}
