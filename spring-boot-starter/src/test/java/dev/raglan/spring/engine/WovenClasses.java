package dev.raglan.spring.engine;

import dev.raglan.aspectj.TracingAspect;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.aspectj.weaver.loadtime.WeavingURLClassLoader;

/** Classes of this package as AspectJ weaves them when they are loaded. */
final class WovenClasses {

  private WovenClasses() {}

  /** Returns a new instance of the class, woven, as what it implements. */
  static <T> T woven(Class<T> type, Class<? extends T> implementation) throws Exception {
    URL classes = implementation.getProtectionDomain().getCodeSource().getLocation();
    URL aspects = TracingAspect.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader without = new Hiding(implementation.getName());
    WeavingURLClassLoader loader =
        new WeavingURLClassLoader(new URL[] {classes}, new URL[] {aspects}, without);
    Class<?> woven = Class.forName(implementation.getName(), true, loader);
    var constructor = woven.getDeclaredConstructor();
    constructor.setAccessible(true);
    return type.cast(constructor.newInstance());
  }

  /** The class loader of the tests without one class; its file stays, to be woven. */
  private static final class Hiding extends ClassLoader {

    private final String hidden;

    private Hiding(String hidden) {
      super(WovenClasses.class.getClassLoader());
      this.hidden = hidden;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals(hidden)) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      try {
        URL found = getResource(name);
        return found == null ? null : found.openStream();
      } catch (IOException unreadable) {
        return null;
      }
    }
  }
}
