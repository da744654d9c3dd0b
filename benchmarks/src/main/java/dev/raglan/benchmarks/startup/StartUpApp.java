package dev.raglan.benchmarks.startup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/** An application that is started. */
enum StartUpApp {
  /** Without Raglan and without Spring's AOP. */
  WITHOUT_AOP("spring.aop.auto=false"),
  /** Without Raglan, with Spring's AOP, as with transactions or caching, and nothing to advise. */
  WITH_AOP,
  /** Without Raglan, with an advisor that does nothing on the methods that Raglan would trace. */
  WITH_ADVISOR,
  /** With Raglan and with Spring's AOP. */
  WITH_RAGLAN,
  /** With both: Raglan on methods that are advised anyway. */
  WITH_RAGLAN_AND_ADVISOR;

  private final List<String> properties;

  StartUpApp(String... properties) {
    this.properties = List.of(properties);
  }

  boolean isTraced() {
    return this == WITH_RAGLAN || this == WITH_RAGLAN_AND_ADVISOR;
  }

  boolean isAdvised() {
    return this == WITH_ADVISOR || this == WITH_RAGLAN_AND_ADVISOR;
  }

  /** The application's properties, as arguments of its command line. */
  String[] arguments() {
    List<String> all = new ArrayList<>(properties);
    all.addAll(List.of("spring.main.banner-mode=off", "logging.level.root=warn"));
    if (!isTraced()) {
      all.add("spring.autoconfigure.exclude=" + autoConfigurations());
    }
    return all.stream().map(each -> "--" + each).toArray(String[]::new);
  }

  /** Returns the names of the starter's auto-configurations. */
  private static String autoConfigurations() {
    return ImportCandidates.load(AutoConfiguration.class, null).getCandidates().stream()
        .filter(name -> name.startsWith("dev.raglan."))
        .collect(Collectors.joining(","));
  }

  /** The application's name in figures, such as {@code WithAop}. */
  String title() {
    return Arrays.stream(name().split("_", -1))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
