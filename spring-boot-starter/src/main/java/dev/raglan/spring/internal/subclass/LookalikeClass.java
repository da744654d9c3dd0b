package dev.raglan.spring.internal.subclass;

import static java.lang.reflect.Modifier.isPublic;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.List;
import org.springframework.aop.TargetClassAware;
import org.springframework.aop.framework.Advised;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ClassUtils;

/**
 * Subclass of a bean's class whose instances are Spring proxies that hand each call to a handler.
 * Unlike a proxy of CGLIB's it looks like the class to who reads it by reflection: it lies in the
 * package of the class, is as visible as the class, and declares its methods with their
 * annotations, parameter names and generic types, so that who looks at it sees the class.
 * Thread-safe.
 *
 * <p>{@code ChatClient} asks whether the class of a tool is public, {@code AiServices} reads the
 * annotations of its methods and parameters.
 */
public final class LookalikeClass {

  /** Ends the names of such classes; Spring takes {@code $$} for the mark of a proxy. */
  static final String SUFFIX = "$$Raglan";

  /** The infix that Spring gives a proxy's name, so that its own code looks behind it. */
  private static final List<Class<?>> PROXY = List.of(Advised.class, TargetClassAware.class);

  private static final SpringObjenesis OBJENESIS = new SpringObjenesis();

  // Neither the key nor the value is a class of the platform's or of Raglan's.
  private static final ClassValue<LookalikeClass> CLASSES =
      new ClassValue<>() {
        @Override
        protected LookalikeClass computeValue(Class<?> type) {
          return define(type);
        }
      };

  private final Class<?> type;
  private final Field handler;

  private LookalikeClass(Class<?> type, Field handler) {
    this.type = type;
    this.handler = handler;
  }

  /**
   * Returns the subclass, the same for each call.
   *
   * @throws IllegalStateException if it cannot be made: the class cannot be read or subclassed
   */
  public static LookalikeClass of(Class<?> type) {
    return CLASSES.get(type);
  }

  private static LookalikeClass define(Class<?> type) {
    try {
      LookalikeWriter writer = new LookalikeWriter(type);
      for (Class<?> each = type; each != null && each != Object.class; ) {
        writer.overrideMethodsOf(each, bytes(each));
        each = each.getSuperclass();
      }
      for (Class<?> each : ClassUtils.getAllInterfacesForClass(type)) {
        writer.overrideMethodsOf(each, bytes(each));
      }
      for (Class<?> each : PROXY) {
        writer.overrideMethodsOf(each, bytes(each));
      }
      Class<?> subclass =
          MethodHandles.privateLookupIn(type, MethodHandles.lookup()).defineClass(writer.write());
      accessible(subclass, LookalikeWriter.METHODS).set(null, methods(writer.overridden()));
      return new LookalikeClass(subclass, accessible(subclass, LookalikeWriter.HANDLER));
    } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError failed) {
      throw new IllegalStateException("no subclass of " + type.getName(), failed);
    }
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    ClassLoader loader = type.getClassLoader();
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream in =
        loader == null
            ? ClassLoader.getSystemResourceAsStream(name)
            : loader.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no class file of " + type.getName());
      }
      return in.readAllBytes();
    }
  }

  private static Method[] methods(List<Method> overridden) {
    overridden.stream()
        .filter(
            each ->
                !isPublic(each.getModifiers())
                    || !isPublic(each.getDeclaringClass().getModifiers()))
        .forEach(each -> each.setAccessible(true));
    return overridden.toArray(new Method[0]);
  }

  private static Field accessible(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /**
   * Returns a new instance, made without a constructor.
   *
   * @param handler called with the instance, the method of the class, and the arguments; to be
   *     serialized, an instance asks it for what stands in for it, with null for the method
   */
  public Object instance(InvocationHandler handler) {
    Object instance = OBJENESIS.newInstance(type);
    try {
      this.handler.set(instance, handler);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
    return instance;
  }
}
