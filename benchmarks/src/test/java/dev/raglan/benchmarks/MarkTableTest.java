package dev.raglan.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import static org.assertj.core.api.Assertions.assertThat;




class MarkTableTest {

  private static final String JSON = "CallerBenchmark.byHandWithJson";
  private static final String IMMUTABLE = "CallerBenchmark.immutable";
  private static final String DISABLED = "DisabledBenchmark.disabled[threads=2]";
  private static final String PLAIN = "DisabledBenchmark.plain";

  private static Path fixture() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(MarkTableTest.class.getResource("jmh-result.json")).toURI());
  }

  private static List<MarkFigure> figures() throws IOException, URISyntaxException {
    return MarkFigures.read(List.of(fixture()));
  }

  private static MarkVerdict verdict(Mark mark) throws IOException, URISyntaxException {
    return MarkVerdict.all(List.of(mark), figures()).get(0);
  }

  private static String table(Mark... marks) throws IOException, URISyntaxException {
    return new MarkTable(figures(), List.of(marks)).print("JDK 17");
  }

  @Test
  void readsScoreAndAllocationOfARun() throws Exception {
    assertThat(figures()).contains(new MarkFigure(JSON, 2000, "ns/op", 4500));
  }

  @Test
  void namesTheParametersOfARun() throws Exception {
    assertThat(figures()).extracting(MarkFigure::name).contains(DISABLED);
  }

  @Test
  void readsWhatItWrote(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("figures.json");
    List<MarkFigure> written =
        List.of(MarkFigure.of("FullQueue.cap", 32, "MiB"), new MarkFigure("A.b", 1.5, "ns", 8));

    MarkFigures.write(file, written);

    assertThat(MarkFigures.read(List.of(file))).isEqualTo(written);
  }

  @Test
  void takesAFileThatIsNotThereForEmpty(@TempDir Path directory) throws Exception {
    assertThat(MarkFigures.read(List.of(directory.resolve("none.json")))).isEmpty();
  }

  @Test
  void marksWhatIsAboveItsMultipleAsMissed() throws Exception {
    MarkVerdict verdict = verdict(Mark.score(IMMUTABLE, JSON, Mark.Bound.atMost(0.15)));

    assertThat(verdict.isMet()).isFalse();
    assertThat(verdict.ratio()).isEqualTo(0.38);
  }

  @Test
  void marksWhatIsWithinItsMultipleAsMet() throws Exception {
    assertThat(verdict(Mark.score(IMMUTABLE, JSON, Mark.Bound.atMost(0.38))).isMet()).isTrue();
  }

  @Test
  void comparesBytesWithBytesInWholeNumbers() throws Exception {
    assertThat(verdict(Mark.bytes(IMMUTABLE, JSON, Mark.Bound.atMost(0.30))).isMet()).isTrue();
    assertThat(verdict(Mark.bytes(IMMUTABLE, JSON, Mark.Bound.atMost(0.29))).isMet()).isFalse();
    assertThat(verdict(Mark.bytes(DISABLED, PLAIN, Mark.Bound.atMost(1))).isMet()).isTrue();
  }

  @Test
  void allowsSoMuchMoreThanTheBaseline() throws Exception {
    assertThat(verdict(Mark.score(DISABLED, PLAIN, Mark.Bound.atMostMore(10))).isMet()).isTrue();
    assertThat(verdict(Mark.score(DISABLED, PLAIN, Mark.Bound.atMostMore(9))).isMet()).isFalse();
  }

  @Test
  void asksForSoMuchAtLeast() throws Exception {
    Mark mark =
        Mark.score(
            "Contended.twoThreads*",
            "Contended.oneThread*",
            Mark.Bound.atLeast(1.7));

    MarkVerdict verdict = verdict(mark);

    assertThat(verdict.mark().baseline()).isEqualTo("Contended.oneThreadTraced");
    assertThat(verdict.isKnown()).isTrue();
    assertThat(verdict.isMet()).isFalse();
  }

  @Test
  void saysNothingOfFiguresInDifferentUnits() throws Exception {
    Mark mark =
        Mark.score(IMMUTABLE, "Contended.oneThreadTraced", Mark.Bound.atMost(1000));

    assertThat(verdict(mark).isKnown()).isFalse();
  }

  @Test
  void printsALineAMark() throws Exception {
    assertThat(table(Mark.score(IMMUTABLE, JSON, Mark.Bound.atMost(0.15))))
        .startsWith("JDK 17\n")
        .contains(
            "| CallerBenchmark.immutable | 760 ns | 1,350 | 0.38 × byHandWithJson | ≤ 0.15 × |"
                + " **missed** |")
        .doesNotContain("Not measured");
  }

  @Test
  void saysHowEachWasMeasured(@TempDir Path directory) throws Exception {
    assertThat(MarkMode.of(fixture()))
        .startsWith("JMH: avgt, threads 1, forks 3, warm-ups 5 × 2 s, iterations 10 × 2 s; ")
        .contains("thrpt");
    assertThat(MarkMode.of(directory.resolve("none.json"))).isEmpty();
  }

  @Test
  void leavesOutWhatWasNotMeasuredAndSaysSo() throws Exception {
    assertThat(table(Mark.score("Gone.now", JSON, Mark.Bound.atMost(1))))
        .contains("Not measured: Gone.now beside CallerBenchmark.byHandWithJson.")
        .doesNotContain("| Gone.now |");
  }

  @Test
  void listsEverythingThatWasMeasured() throws Exception {
    assertThat(table()).contains("| CallerBenchmark.byHandWithJson | 2,000 ns | 4,500 |");
  }

  @Test
  void knowsAMarkForEveryPartThatIsMeasured() {
    assertThat(Marks.all())
        .extracting(mark -> mark.figure().substring(0, mark.figure().indexOf('.')))
        .contains("CallerBenchmark", "SpringBenchmark", "WorkerCost", "StartUp", "FullQueue");
  }
}
