package dev.raglan.internal.otlp;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a batch, each encoded once, to be put together into requests of a bounded size.
 * Immutable.
 */
final class EncodedSpans {

  private final byte[] data;
  private final int[] ends;
  private final int[] scopes;
  private final List<Scope> scopeList;
  private final List<byte[]> resources;
  private final Envelope envelope;

  private EncodedSpans(Builder builder, byte[] data) {
    this.data = data;
    this.ends = builder.ends;
    this.scopes = builder.scopes;
    this.scopeList = builder.scopeList;
    this.resources = builder.resources;
    this.envelope = builder.envelope;
  }

  /** An encoding of whole batches. */
  interface Encoding {

    /** Returns a name made of lower-case letters. */
    String id();

    /** Encodes each span. */
    EncodedSpans encode(List<SpanData> spans);

    /** Returns one request with the content of all; each is a whole request. */
    Buffer join(List<byte[]> requests);
  }

  /** The part of an encoding around the spans. */
  interface Envelope {

    /** Returns the fields of a resource that stand before its scopes. */
    byte[] head(Resource resource);

    /** Returns the fields of a scope that stand before its spans. */
    byte[] head(InstrumentationScopeInfo scope);

    /** Returns the most bytes that a resource or a scope adds to a request. */
    long overhead(byte[] head);

    /** Writes a request. */
    void write(List<ResourceGroup> groups, Buffer out);
  }

  /** A scope within a resource. */
  private record Scope(int resource, byte[] head) {}

  /** The spans of a resource in one request. */
  record ResourceGroup(byte[] head, List<ScopeGroup> scopes) {}

  /** The spans of a scope in one request. */
  static final class ScopeGroup {

    private final byte[] head;
    private final byte[] data;
    private final List<int[]> ranges = new ArrayList<>();
    private int bytes;

    private ScopeGroup(byte[] head, byte[] data) {
      this.head = head;
      this.data = data;
    }

    private void add(int from, int to) {
      ranges.add(new int[] {from, to});
      bytes += to - from;
    }

    byte[] head() {
      return head;
    }

    int bytes() {
      return bytes;
    }

    /** Writes the spans, with a separator between two if there is one. */
    void writeSpans(Buffer out, byte @Nullable [] separator) {
      for (int i = 0; i < ranges.size(); i++) {
        if (separator != null && i > 0) {
          out.write(separator);
        }
        int[] range = ranges.get(i);
        out.write(data, range[0], range[1] - range[0]);
      }
    }
  }

  /** A collector of encoded spans. */
  static final class Builder {

    private final int[] ends;
    private final int[] scopes;
    private final List<Scope> scopeList = new ArrayList<>();
    private final List<byte[]> resources = new ArrayList<>();
    private final Map<Resource, Map<InstrumentationScopeInfo, Integer>> known = new HashMap<>();
    private final Map<Resource, Integer> resourceNumbers = new HashMap<>();
    private final Envelope envelope;
    private int size;

    Builder(int spans, Envelope envelope) {
      this.ends = new int[spans];
      this.scopes = new int[spans];
      this.envelope = envelope;
    }

    /** Adds a span whose encoding ends there. */
    void add(SpanData span, int end) {
      ends[size] = end;
      scopes[size++] =
          known
              .computeIfAbsent(span.getResource(), each -> new HashMap<>())
              .computeIfAbsent(
                  span.getInstrumentationScopeInfo(), each -> scope(span.getResource(), each));
    }

    private int scope(Resource resource, InstrumentationScopeInfo scope) {
      int number =
          resourceNumbers.computeIfAbsent(
              resource,
              each -> {
                resources.add(envelope.head(each));
                return resources.size() - 1;
              });
      scopeList.add(new Scope(number, envelope.head(scope)));
      return scopeList.size() - 1;
    }

    EncodedSpans build(byte[] data) {
      return new EncodedSpans(this, data);
    }
  }

  /** Returns the number of spans. */
  int count() {
    return ends.length;
  }

  private int start(int span) {
    return span == 0 ? 0 : ends[span - 1];
  }

  /** Returns requests of at most that many bytes; one span alone may exceed it. */
  List<Range> requests(long maxBytes) {
    return requests(0, count(), maxBytes);
  }

  private List<Range> requests(int first, int end, long maxBytes) {
    List<Range> requests = new ArrayList<>();
    int from = first;
    while (from < end) {
      int to = from + 1;
      Sizer sizer = new Sizer();
      long size = sizer.with(from);
      while (to < end && sizer.with(to) <= maxBytes) {
        size = sizer.bytes;
        to++;
      }
      requests.add(new Range(from, to, size));
      from = to;
    }
    return requests;
  }

  /** The size of a growing request. */
  private final class Sizer {

    private final boolean[] scopeSeen = new boolean[scopeList.size()];
    private final boolean[] resourceSeen = new boolean[resources.size()];
    private long bytes = 32;

    long with(int span) {
      bytes += ends[span] - start(span) + 1;
      int number = scopes[span];
      if (!scopeSeen[number]) {
        scopeSeen[number] = true;
        Scope scope = scopeList.get(number);
        bytes += envelope.overhead(scope.head());
        if (!resourceSeen[scope.resource()]) {
          resourceSeen[scope.resource()] = true;
          bytes += envelope.overhead(resources.get(scope.resource()));
        }
      }
      return bytes;
    }
  }

  /** A request with some consecutive spans of the batch. */
  final class Range {

    private final int from;
    private final int to;
    private final long bytes;

    private Range(int from, int to, long bytes) {
      this.from = from;
      this.to = to;
      this.bytes = bytes;
    }

    /** Returns the number of spans. */
    int spans() {
      return to - from;
    }

    /** Returns the index of the first span in the batch. */
    int first() {
      return from;
    }

    /** Returns the most bytes the request has. */
    long bytes() {
      return bytes;
    }

    /** Returns two requests of about half the size; empty for a single span. */
    List<Range> halves() {
      if (spans() < 2) {
        return List.of();
      }
      int middle = from + 1;
      int target = start(from) + (ends[to - 1] - start(from)) / 2;
      while (middle < to - 1 && ends[middle] <= target) {
        middle++;
      }
      return List.of(range(from, middle), range(middle, to));
    }

    private Range range(int first, int end) {
      Sizer sizer = new Sizer();
      for (int i = first; i < end; i++) {
        sizer.with(i);
      }
      return new Range(first, end, sizer.bytes);
    }

    /** Returns requests of at most that many bytes with the same spans. */
    List<Range> split(long maxBytes) {
      return requests(from, to, maxBytes);
    }

    /** Writes the request. */
    void write(Buffer out) {
      Map<Integer, ScopeGroup> groups = new HashMap<>();
      Map<Integer, ResourceGroup> byResource = new HashMap<>();
      List<ResourceGroup> ordered = new ArrayList<>();
      for (int i = from; i < to; i++) {
        ScopeGroup group = groups.get(scopes[i]);
        if (group == null) {
          Scope scope = scopeList.get(scopes[i]);
          group = new ScopeGroup(scope.head(), data);
          groups.put(scopes[i], group);
          ResourceGroup resource = byResource.get(scope.resource());
          if (resource == null) {
            resource = new ResourceGroup(resources.get(scope.resource()), new ArrayList<>());
            byResource.put(scope.resource(), resource);
            ordered.add(resource);
          }
          resource.scopes().add(group);
        }
        group.add(start(i), ends[i]);
      }
      envelope.write(ordered, out);
    }
  }
}
