package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import org.jspecify.annotations.Nullable;

/** An open call that ignores elements and endings: nothing is recorded of it. */
public abstract class IgnoringCall implements OpenCall {

  @Override
  public final void element(@Nullable Object element) {}

  @Override
  public final void completed() {}

  @Override
  public final void completed(@Nullable Object result) {}

  @Override
  public final void failed(Throwable error) {}

  @Override
  public final void canceled() {}

  @Override
  public final void pending() {}
}
