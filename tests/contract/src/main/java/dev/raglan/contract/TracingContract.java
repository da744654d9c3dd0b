package dev.raglan.contract;

import dev.raglan.Raglan;
import dev.raglan.contract.weaver.Weaver;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;

/**
 * The contract of every weaver: a subclass says how its subjects are traced.
 *
 * <p>Subjects are public, not final, have a public constructor without parameters, and are called
 * through an interface, so that any kind of proxy can stand before them.
 */
public abstract class TracingContract {

  /** A subject whose calls are traced, as in {@link Weaver#traced}. */
  protected abstract <T> T traced(Class<T> type, Supplier<? extends T> subject, Raglan raglan);

  /** Returns true if Reactor carries the context to the threads of operators by itself. */
  protected boolean propagates() {
    return false;
  }

  @Nested
  class WithSpan extends WithSpanContract {
    WithSpan() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Annotations extends AnnotationContract {
    Annotations() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Transparency extends TransparencyContract {
    Transparency() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Exceptions extends ExceptionContract {
    Exceptions() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Nesting extends NestingContract {
    Nesting() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Capturing extends CaptureContract {
    Capturing() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Binding extends BindingContract {
    Binding() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class HostileValues extends HostileValueContract {
    HostileValues() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class LazyValues extends LazyValueContract {
    LazyValues() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Futures extends FutureContract {
    Futures() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Callbacks extends CallbackContract {
    Callbacks() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Monos extends MonoContract {
    Monos() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Fluxes extends FluxContract {
    Fluxes() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Publishers extends PublisherContract {
    Publishers() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Streams extends StreamContract {
    Streams() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Iterators extends IteratorContract {
    Iterators() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Pending extends PendingContract {
    Pending() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Operators extends OperatorContract {
    Operators() {
      super(TracingContract.this::traced, propagates());
    }
  }

  @Nested
  class Silence extends SilenceContract {
    Silence() {
      super(TracingContract.this::traced);
    }
  }

  @Nested
  class Threads extends ThreadContract {
    Threads() {
      super(TracingContract.this::traced);
    }
  }
}
