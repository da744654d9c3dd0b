package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose terminal operation is followed: the four kinds of {@link BaseStream}, as proxies.
 *
 * <p>Operations of the application are added to the source's own pipeline, which stays as lazy as
 * it is: a spliterator of it would fetch all that a {@code flatMap} leads to for one element. A
 * stage of ours between the two counts the elements, and has the application's operations run in
 * the application's context and not in the call's. Only a parallel stream is read through a
 * spliterator, because its source is split and read on threads that the call's context must be
 * brought to.
 */
final class TracedStream implements InvocationHandler {

  private static final List<Class<?>> STREAMS =
      List.of(Stream.class, IntStream.class, LongStream.class, DoubleStream.class);

  private final BaseStream<?, ?> stage;
  private final Drawing drawing;
  private final boolean split;

  /**
   * @param split true if the stage draws from a spliterator, which is followed by itself
   */
  private TracedStream(BaseStream<?, ?> stage, Drawing drawing, boolean split) {
    this.stage = stage;
    this.drawing = drawing;
    this.split = split;
  }

  /** Returns the stream, followed; it is of the same kind. */
  static BaseStream<?, ?> follow(BaseStream<?, ?> source, OpenCall call) {
    Drawing drawing = new Drawing(call);
    return new TracedStream(counted(source, drawing), drawing, false).proxy();
  }

  private static BaseStream<?, ?> counted(BaseStream<?, ?> source, Drawing drawing) {
    if (source instanceof IntStream ints) {
      return ints.mapMulti((each, next) -> drawing.pass(each, next::accept));
    }
    if (source instanceof LongStream longs) {
      return longs.mapMulti((each, next) -> drawing.pass(each, next::accept));
    }
    if (source instanceof DoubleStream doubles) {
      return doubles.mapMulti((each, next) -> drawing.pass(each, next::accept));
    }
    return counted((Stream<?>) source, drawing);
  }

  private static <T> Stream<T> counted(Stream<T> source, Drawing drawing) {
    return source.mapMulti(drawing::pass);
  }

  private BaseStream<?, ?> proxy() {
    return (BaseStream<?, ?>) proxy(kindOf(stage, STREAMS), this);
  }

  private static Class<?> kindOf(Object value, List<Class<?>> kinds) {
    return kinds.stream().filter(kind -> kind.isInstance(value)).findFirst().orElseThrow();
  }

  private static Object proxy(Class<?> kind, InvocationHandler handler) {
    return Proxy.newProxyInstance(
        TracedStream.class.getClassLoader(), new Class<?>[] {kind}, handler);
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode", "toString", "isParallel" ->
          ForwardingProxy.forward(stage, method, arguments);
      case "close" -> close();
      case "onClose", "parallel", "sequential", "unordered" ->
          with((BaseStream<?, ?>) ForwardingProxy.forward(stage, method, arguments));
      default -> operate(method, arguments);
    };
  }

  private Object with(@Nullable BaseStream<?, ?> next) {
    if (next == null) {
      throw new IllegalStateException("a stream's operation returned null");
    }
    return new TracedStream(next, drawing, split).proxy();
  }

  private @Nullable Object close() {
    try {
      stage.close();
    } finally {
      drawing.call.completed();
    }
    return null;
  }

  /** Adds an operation; a terminal one draws, and then the stream is done with. */
  private @Nullable Object operate(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (stage.isParallel() && !split) {
      return new TracedStream(splitting(), drawing, true).operate(method, arguments);
    }
    if (BaseStream.class.isAssignableFrom(method.getReturnType())) {
      return with((BaseStream<?, ?>) ForwardingProxy.forward(stage, method, arguments));
    }
    if (method.getName().equals("iterator") || method.getName().equals("spliterator")) {
      Object source = ForwardingProxy.forward(stage, method, arguments);
      return source == null || split ? source : Source.of(source, drawing);
    }
    Object result = split ? outside(method, arguments) : drawing.within(stage, method, arguments);
    drawing.call.completed();
    return result;
  }

  /** Runs a terminal operation; what its source did not throw is not this call's failure. */
  private @Nullable Object outside(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    try {
      return ForwardingProxy.forward(stage, method, arguments);
    } catch (Throwable thrown) {
      drawing.call.canceled();
      throw thrown;
    }
  }

  private BaseStream<?, ?> splitting() throws Throwable {
    Method spliterator = BaseStream.class.getMethod("spliterator");
    Object source = drawing.within(stage, spliterator, null);
    Object parts = Source.of(source == null ? stage.spliterator() : source, drawing);
    BaseStream<?, ?> stream;
    if (parts instanceof Spliterator.OfInt ints) {
      stream = StreamSupport.intStream(ints, true);
    } else if (parts instanceof Spliterator.OfLong longs) {
      stream = StreamSupport.longStream(longs, true);
    } else if (parts instanceof Spliterator.OfDouble doubles) {
      stream = StreamSupport.doubleStream(doubles, true);
    } else {
      stream = StreamSupport.stream((Spliterator<?>) parts, true);
    }
    return stream.onClose(stage::close);
  }

  /** Draws in the call's context, and passes elements on outside of it. */
  private static final class Drawing {

    private final OpenCall call;
    private final AtomicReference<@Nullable Thread> drawer = new AtomicReference<>();
    private @Nullable Context outsideOfDrawer; // read and written by the drawer alone

    /** The contexts of further threads: those of a parallel stream. */
    private final ThreadLocal<@Nullable Context> outside = new ThreadLocal<>();

    private Drawing(OpenCall call) {
      this.call = call;
    }

    @Nullable Object within(Object source, Method method, @Nullable Object @Nullable [] arguments)
        throws Throwable {
      boolean begins = drawer.compareAndSet(null, Thread.currentThread());
      Context before = outside();
      setOutside(Context.current());
      Scope scope = ContextScope.enter(call);
      try {
        return ForwardingProxy.forward(source, method, arguments);
      } catch (Throwable thrown) {
        call.failed(thrown);
        throw thrown;
      } finally {
        ContextScope.leave(scope);
        setOutside(before);
        if (begins) {
          drawer.set(null);
        }
      }
    }

    private @Nullable Context outside() {
      return drawer.get() == Thread.currentThread() ? outsideOfDrawer : outside.get();
    }

    private void setOutside(@Nullable Context context) {
      if (drawer.get() == Thread.currentThread()) {
        outsideOfDrawer = context;
      } else if (context == null) {
        outside.remove();
      } else {
        outside.set(context);
      }
    }

    /** An operation after this one that throws ends the drawing, but is not the call's failure. */
    <T extends @Nullable Object> void pass(T element, Consumer<T> next) {
      call.element(element);
      Context before = outside();
      Scope scope = before == null ? Scope.noop() : ContextScope.enterOutside(before, call);
      try {
        next.accept(element);
      } catch (Throwable thrown) {
        call.canceled();
        throw thrown;
      } finally {
        ContextScope.leave(scope);
      }
    }
  }

  /**
   * An iterator or spliterator of a stream, or a part of one: drawn from in the call's context. The
   * call ends when every part is exhausted.
   */
  private static final class Source implements InvocationHandler {

    private static final List<Class<?>> KINDS =
        List.of(
            PrimitiveIterator.OfInt.class,
            PrimitiveIterator.OfLong.class,
            PrimitiveIterator.OfDouble.class,
            Iterator.class,
            Spliterator.OfInt.class,
            Spliterator.OfLong.class,
            Spliterator.OfDouble.class,
            Spliterator.class);

    private final Object source;
    private final Drawing drawing;
    private final AtomicInteger openParts;
    private boolean exhausted;

    private Source(Object source, Drawing drawing, AtomicInteger openParts) {
      this.source = source;
      this.drawing = drawing;
      this.openParts = openParts;
    }

    static Object of(Object source, Drawing drawing) {
      return proxy(kindOf(source, KINDS), new Source(source, drawing, new AtomicInteger(1)));
    }

    @Override
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      return switch (method.getName()) {
        case "equals" -> arguments != null && proxy == arguments[0];
        case "tryAdvance", "hasNext", "forEachRemaining" -> draw(method, arguments);
        case "next", "nextInt", "nextLong", "nextDouble" -> next(method, arguments);
        case "trySplit" -> part(drawing.within(source, method, arguments));
        default -> ForwardingProxy.forward(source, method, arguments);
      };
    }

    private @Nullable Object draw(Method method, @Nullable Object @Nullable [] arguments)
        throws Throwable {
      Object drawn = drawing.within(source, method, arguments);
      if (Boolean.FALSE.equals(drawn) && method.getReturnType() == boolean.class
          || method.getName().equals("forEachRemaining")) {
        endPart();
      }
      return drawn;
    }

    /** Asks first for a next element, as a stream's iterator does: without one, this is the end. */
    private @Nullable Object next(Method method, @Nullable Object @Nullable [] arguments)
        throws Throwable {
      var unused = draw(Iterator.class.getMethod("hasNext"), null);
      return drawing.within(source, method, arguments);
    }

    private @Nullable Object part(@Nullable Object prefix) {
      if (prefix == null) {
        return null;
      }
      openParts.incrementAndGet();
      return proxy(kindOf(prefix, KINDS), new Source(prefix, drawing, openParts));
    }

    private void endPart() {
      if (!exhausted) {
        exhausted = true;
        if (openParts.decrementAndGet() == 0) {
          drawing.call.completed();
        }
      }
    }
  }
}
