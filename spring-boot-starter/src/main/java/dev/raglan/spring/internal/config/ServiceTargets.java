package dev.raglan.spring.internal.config;

import static dev.raglan.spring.internal.config.OtlpProperties.text;
import static dev.raglan.spring.internal.config.RaglanConfigurationException.check;

import dev.raglan.export.Adaline;
import dev.raglan.export.Athina;
import dev.raglan.export.AthinaLog;
import dev.raglan.export.LastMile;
import dev.raglan.export.SpansApi;
import dev.raglan.export.TraceAssembly;
import dev.raglan.export.TraceOverflow;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spring.properties.RaglanProperties;
import java.util.List;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/** Reader of the targets of {@code raglan.export} that take whole traces. */
final class ServiceTargets {

  private static final String URL =
      "Set it to an address that starts with https://, without credentials and query.";
  private static final String TIMEOUT = "Set it to a duration such as 10s.";

  private ServiceTargets() {}

  /**
   * Adds those that have a key.
   *
   * @throws RaglanConfigurationException if a property cannot be used
   */
  static void add(RaglanProperties.Export export, List<ExportTarget> targets) {
    TraceAssembly bounds = bounds(export.traces());
    String apiKey = export.athina().apiKey();
    if (StringUtils.hasText(apiKey)) {
      targets.add(athina(export.athina(), apiKey, bounds));
    }
    String apiToken = export.lastmile().apiToken();
    if (StringUtils.hasText(apiToken)) {
      targets.add(lastMile(export.lastmile(), apiToken, bounds));
    }
    String adalineKey = text(export.adaline().apiKey());
    if (adalineKey != null) {
      targets.add(adaline(export.adaline(), adalineKey, bounds));
    }
    String spansKey = text(export.spansApi().apiKey());
    if (spansKey != null) {
      targets.add(spansApi(export.spansApi(), spansKey, bounds));
    }
  }

  private static TraceAssembly bounds(RaglanProperties.Traces traces) {
    DataSize most = traces.maxBytes();
    TraceAssembly bytes =
        most == null
            ? TraceAssembly.DEFAULT
            : check(
                "raglan.export.traces.max-bytes",
                most,
                "Set it to a size from 64KB to 4GB, such as 32MB.",
                () -> TraceAssembly.DEFAULT.withMaxBytes(most.toBytes()));
    TraceAssembly spans =
        check(
            "raglan.export.traces.max-spans",
            traces.maxSpans(),
            "Set it to a number from 1 to 1000000.",
            () -> bytes.withMaxSpans(traces.maxSpans()));
    TraceAssembly age =
        check(
            "raglan.export.traces.max-age",
            traces.maxAge(),
            "Set it to a duration from 1s to 24h, such as 5m.",
            () -> spans.withMaxAge(traces.maxAge()));
    String overflow = text(traces.overflow());
    return overflow == null
        ? age
        : check(
            "raglan.export.traces.overflow",
            overflow,
            "Set it to drop-newest or drop-oldest.",
            () -> age.withOverflow(TraceOverflow.parse(overflow)));
  }

  private static ExportTarget athina(
      RaglanProperties.Athina athina, String apiKey, TraceAssembly bounds) {
    Athina.Builder target = Athina.builder().assembly(bounds);
    String log = text(athina.log());
    if (log != null) {
      check(
          "raglan.export.athina.log",
          log,
          "Set it to traces, inferences or both.",
          () -> target.log(AthinaLog.parse(log)));
    }
    check(
        "raglan.export.athina.timeout",
        athina.timeout(),
        TIMEOUT,
        () -> target.timeout(athina.timeout()));
    check(
        "raglan.export.athina.api-key",
        null,
        "Set it to the API key, on one line.",
        () -> target.apiKey(apiKey));
    String url = text(athina.baseUrl());
    return check(
        "raglan.export.athina.base-url",
        null,
        URL,
        () -> (url == null ? target : target.baseUrl(url)).build());
  }

  private static ExportTarget lastMile(
      RaglanProperties.LastMile lastMile, String apiToken, TraceAssembly bounds) {
    LastMile.Builder target = LastMile.builder().assembly(bounds);
    check(
        "raglan.export.lastmile.timeout",
        lastMile.timeout(),
        TIMEOUT,
        () -> target.timeout(lastMile.timeout()));
    String id = text(lastMile.projectId());
    if (id != null) {
      check(
          "raglan.export.lastmile.project-id",
          id,
          "Set it to the id of a project, or leave it out.",
          () -> target.projectId(id));
    }
    String name = text(lastMile.project());
    if (name != null) {
      check(
          "raglan.export.lastmile.project",
          name,
          "Set it to the name of a project, or leave it out.",
          () -> target.project(name));
    }
    check(
        "raglan.export.lastmile.api-token",
        null,
        "Set it to the API token, on one line.",
        () -> target.apiToken(apiToken));
    String url = text(lastMile.baseUrl());
    return check(
        "raglan.export.lastmile.base-url",
        null,
        URL,
        () -> (url == null ? target : target.baseUrl(url)).build());
  }

  private static ExportTarget adaline(
      RaglanProperties.Adaline adaline, String apiKey, TraceAssembly bounds) {
    Adaline.Builder target = Adaline.builder().assembly(bounds);
    check(
        "raglan.export.adaline.timeout",
        adaline.timeout(),
        TIMEOUT,
        () -> target.timeout(adaline.timeout()));
    String project = adaline.projectId();
    check(
        "raglan.export.adaline.project-id",
        project,
        "Set it to the id of a project.",
        () -> target.projectId(project == null ? "" : project));
    check(
        "raglan.export.adaline.api-key",
        null,
        "Set it to the API key, on one line.",
        () -> target.apiKey(apiKey));
    String url = text(adaline.baseUrl());
    return check(
        "raglan.export.adaline.base-url",
        null,
        URL,
        () -> (url == null ? target : target.baseUrl(url)).build());
  }

  private static ExportTarget spansApi(
      RaglanProperties.SpansApi api, String apiKey, TraceAssembly bounds) {
    SpansApi.Builder target = SpansApi.builder().assembly(bounds);
    check(
        "raglan.export.spans-api.timeout",
        api.timeout(),
        TIMEOUT,
        () -> target.timeout(api.timeout()));
    check(
        "raglan.export.spans-api.api-key",
        null,
        "Set it to the API key, on one line.",
        () -> target.apiKey(apiKey));
    String account = text(api.accountId());
    String url = text(api.baseUrl());
    if (account != null) {
      check(
          "raglan.export.spans-api.account-id",
          account,
          "Set it to the id of an account.",
          () -> target.accountId(account));
    } else if (url == null || url.equals("https://api.egp.scale.com")) {
      throw new RaglanConfigurationException(
          "raglan.export.spans-api.account-id",
          null,
          "Scale's platform requires it",
          "Set it to the id of an account.");
    }
    return check(
        "raglan.export.spans-api.base-url",
        null,
        URL,
        () -> (url == null ? target : target.baseUrl(url)).build());
  }
}
