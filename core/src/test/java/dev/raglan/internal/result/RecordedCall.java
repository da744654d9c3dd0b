package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that keeps what it is told until it ends, and how it ends. */
public final class RecordedCall implements OpenCall {

  static final ContextKey<String> NAME = ContextKey.named("name");

  private final Context context = Context.root().with(NAME, "call");
  private final List<Object> elements = new ArrayList<>();
  private final List<RecordedCall> further = new ArrayList<>();
  private String end = "open";
  private boolean subscribed;

  /** Whether the context is this call's. */
  public static boolean isCurrent() {
    return "call".equals(Context.current().get(NAME));
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public void element(@Nullable Object element) {
    if (end.equals("open")) {
      elements.add(element);
    }
  }

  @Override
  public void completed() {
    end("completed");
  }

  @Override
  public void completed(@Nullable Object result) {
    end("completed with " + result);
  }

  @Override
  public void failed(Throwable error) {
    end("failed with " + error.getMessage());
  }

  @Override
  public void canceled() {
    end("canceled");
  }

  @Override
  public void pending() {
    end("pending");
  }

  @Override
  public OpenCall subscribed(Context subscriber) {
    if (!subscribed) {
      subscribed = true;
      return this;
    }
    further.add(new RecordedCall());
    return further.get(further.size() - 1);
  }

  private void end(String how) {
    if (end.equals("open")) {
      end = how;
    }
  }

  public List<Object> elements() {
    return elements;
  }

  public List<RecordedCall> further() {
    return further;
  }

  public String end() {
    return end;
  }
}
