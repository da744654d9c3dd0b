package dev.raglan.internal.service;

import dev.raglan.export.Adaline;
import dev.raglan.export.Athina;
import dev.raglan.export.AthinaLog;
import dev.raglan.export.LastMile;
import dev.raglan.export.SpansApi;
import dev.raglan.internal.service.adaline.AdalineServer;
import dev.raglan.internal.service.athina.AthinaServer;
import dev.raglan.internal.service.lastmile.LastMileServer;
import dev.raglan.internal.service.spansapi.SpansApiServer;
import dev.raglan.spi.ExportTarget;
import java.util.ArrayList;
import java.util.List;

/** The four services' servers, and the targets that send to them. */
final class FourServers implements AutoCloseable {

  final AthinaServer athina = new AthinaServer();
  final AdalineServer adaline = new AdalineServer();
  final LastMileServer lastMile = new LastMileServer();
  final SpansApiServer spansApi = SpansApiServer.start();

  /** Returns the targets of the four, and others beside them. */
  ExportTarget[] targets(ExportTarget... others) {
    List<ExportTarget> targets =
        new ArrayList<>(
            List.of(
                Athina.builder()
                    .apiKey(AthinaServer.KEY)
                    .baseUrl(athina.url())
                    .log(AthinaLog.BOTH)
                    .build(),
                Adaline.builder()
                    .apiKey(AdalineServer.KEY)
                    .projectId(AdalineServer.PROJECT)
                    .baseUrl(adaline.url() + "/v2")
                    .build(),
                LastMile.builder().apiToken(LastMileServer.TOKEN).baseUrl(lastMile.url()).build(),
                SpansApi.builder()
                    .apiKey(SpansApiServer.KEY)
                    .accountId(SpansApiServer.ACCOUNT)
                    .baseUrl(spansApi.url())
                    .build()));
    targets.addAll(List.of(others));
    return targets.toArray(ExportTarget[]::new);
  }

  @Override
  public void close() {
    athina.close();
    adaline.close();
    lastMile.close();
    spansApi.close();
  }
}
