package dev.raglan.internal.service;

import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.Part;
import dev.raglan.internal.transport.SendResult;
import dev.raglan.internal.transport.SendResult.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The requests of one trace: those with its spans, then those about it, such as feedback, each of
 * which settles the small span that carried it. Not thread-safe.
 */
public final class PartList {

  private final AssembledTrace trace;
  private final String name;
  private final List<Part> parts = new ArrayList<>();
  private final List<LongFunction<SendResult>> about = new ArrayList<>();

  /**
   * Creates an empty list.
   *
   * @param name the target's name
   */
  public PartList(AssembledTrace trace, String name) {
    this.trace = trace;
    this.name = name;
  }

  /** Adds a request with spans of the trace. */
  public void add(Part part) {
    parts.add(part);
  }

  /** Adds the request in halves until each has so many bytes at most, or a single span. */
  public void addFitting(Part part, long mostBytes) {
    List<? extends Part> halves = part.bytes() > mostBytes ? part.halves() : List.of();
    if (halves.isEmpty()) {
      parts.add(part);
    }
    halves.forEach(half -> addFitting(half, mostBytes));
  }

  /** Adds a request about the trace. */
  public void addAbout(LongFunction<SendResult> sending) {
    about.add(sending);
  }

  /** Adds something about the trace that the service has no place for. */
  public void addNotTaken(String what) {
    SendResult result =
        SendResult.failed(Kind.NOT_TAKEN, FailureCause.of(name + " has no place for " + what));
    about.add(nanos -> result);
  }

  /** Adds spans of the trace that the service has no place for. */
  public void addNotTaken(int spans, String what) {
    SendResult result =
        SendResult.failed(Kind.NOT_TAKEN, FailureCause.of(name + " has no place for " + what));
    parts.add(new RequestPart(spans, 0, nanos -> result));
  }

  /** Returns all requests; together they settle all spans of the trace. */
  public List<Part> build() {
    int carriers = trace.newSpans() - (int) trace.spans().stream().filter(s -> s.isNew()).count();
    List<Part> all = new ArrayList<>(parts);
    // Feedback that was given on an open span comes first, and has no span of its own.
    int without = Math.max(0, about.size() - carriers);
    for (int i = 0; i < about.size(); i++) {
      all.add(new RequestPart(i < without ? 0 : 1, 0, about.get(i)));
    }
    int left = carriers - (about.size() - without);
    if (left > 0) {
      all.add(new RequestPart(left, 0, nanos -> SendResult.accepted()));
    }
    return all;
  }
}
