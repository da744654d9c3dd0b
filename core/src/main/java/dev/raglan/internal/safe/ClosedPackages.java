package dev.raglan.internal.safe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packages of the application's modules that are closed to Raglan: each is named once, with the
 * line that opens it. Thread-safe.
 */
public final class ClosedPackages {

  private static final Logger LOG = LoggerFactory.getLogger(ClosedPackages.class);

  /** The most packages that are named. */
  private static final int MOST = 64;

  private static final Set<String> NAMED = ConcurrentHashMap.newKeySet();

  private ClosedPackages() {}

  /** Names the package of a type that could not be read, unless it is one of the JDK's. */
  public static void name(Class<?> type) {
    Module module = type.getModule();
    if (!module.isNamed() || isOfJdk(type)) {
      return;
    }
    String place = module.getName() + "/" + type.getPackageName();
    if (NAMED.size() < MOST && NAMED.add(place)) {
      LOG.warn(
          "Raglan cannot read values of package {} of module {}, such as {}: the names of their"
              + " types are written instead. Add to its module-info.java: opens {}{};",
          type.getPackageName(),
          module.getName(),
          type.getName(),
          type.getPackageName(),
          to());
    }
  }

  private static String to() {
    Module own = ClosedPackages.class.getModule();
    return own.isNamed() ? " to " + own.getName() : "";
  }

  private static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }
}
