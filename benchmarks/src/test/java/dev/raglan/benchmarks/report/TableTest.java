package dev.raglan.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

  private static List<Figure> figures() throws IOException, URISyntaxException {
    Path file =
        Path.of(Objects.requireNonNull(TableTest.class.getResource("jmh-result.json")).toURI());
    return Figure.read(file);
  }

  private static String table(String... marks) throws IOException, URISyntaxException {
    return new Table(figures()).print(Stream.of(marks).map(Mark::parse).toList());
  }

  @Test
  void readsScoreAndBytesOfARun() throws Exception {
    assertThat(figures())
        .contains(new Figure("CallerBenchmark.byHandWithJson", 2000, "ns/op", 1900, 4400, 4500));
  }

  @Test
  void namesTheParametersOfARun() throws Exception {
    assertThat(figures()).extracting(Figure::name).contains("GrowthBenchmark.trees[size=300]");
  }

  @Test
  void takesABenchmarksOwnCounterForAFigure() throws Exception {
    assertThat(figures()).contains(Figure.of("GrowthBenchmark.trees:whole[size=300]", 256, ""));
  }

  @Test
  void readsWhatItWrote(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("figures.json");
    List<Figure> written =
        List.of(Figure.of("FullQueue.cap", 32, "MiB"), new Figure("A.b", 1.5, "ns", 7, 8, 9));

    Figure.write(file, written);

    assertThat(Figure.read(file)).isEqualTo(written);
  }

  @Test
  void takesTheMiddleMeasurement() {
    assertThat(Figure.median(List.of(5.0, 1.0, 3.0), Double::doubleValue)).isEqualTo(3);
  }

  @Test
  void marksWhatIsAboveItsMultipleAsMissed() throws Exception {
    assertThat(table("CallerBenchmark.immutable score <=0.15 .byHandWithJson"))
        .contains(
            "| CallerBenchmark.immutable | 760 ns | 0.38 × byHandWithJson | ≤ 0.15 × |"
                + " **missed** |");
  }

  @Test
  void marksWhatIsWithinItsMultipleAsMet() throws Exception {
    assertThat(table("CallerBenchmark.immutable score <=0.38 .byHandWithJson"))
        .contains("| ≤ 0.38 × | met |");
  }

  @Test
  void comparesTheTimeOnACore() throws Exception {
    assertThat(table("CallerBenchmark.immutable core <=0.5 .byHandWithJson"))
        .contains("| 950 ns | 0.50 × byHandWithJson | ≤ 0.5 × | met |");
  }

  @Test
  void comparesTheCallersBytesAndThoseOfAllThreads() throws Exception {
    assertThat(table("CallerBenchmark.immutable bytes <=0.3 .byHandWithJson"))
        .contains("| 1,320 B | 0.30 × byHandWithJson | ≤ 0.3 × | met |");
    assertThat(table("CallerBenchmark.immutable all_bytes <=2 .byHandWithJson"))
        .contains("| 9,900 B, all threads | 2.20 × byHandWithJson | ≤ 2.0 × | **missed** |");
  }

  @Test
  void allowsSoMuchMoreThanTheBaseline() throws Exception {
    assertThat(table("NotRecordedBenchmark.disabled score <=+10 .plain"))
        .contains("| 10.2 ns | 9.90 ns more than plain | ≤ 10 ns more | met |");
    assertThat(table("NotRecordedBenchmark.disabled score <=+9 .plain")).contains("**missed**");
  }

  @Test
  void asksForSoMuchAtLeast() throws Exception {
    assertThat(table("Contended.twoThreads score >=1.7 .oneThread"))
        .contains("| 1.60 × oneThread | ≥ 1.7 × | **missed** |");
  }

  @Test
  void takesAMarkForAllThatBeginAsItsFigure() throws Exception {
    assertThat(table("Contended.t* score >=1.5 .oneThread"))
        .contains("| Contended.twoThreads | 1.60 ops/us |");
  }

  @Test
  void saysWithWhichExponentACostGrows() throws Exception {
    assertThat(table("GrowthBenchmark.tags growth <=1.1"))
        .contains(
            "| GrowthBenchmark.tags | 10; 40; 160 us | n^2.00 for n = 250; 500; 1,000 | ≤ n^1.1 |"
                + " **missed** |");
  }

  @Test
  void saysWithWhichExponentBytesGrow() throws Exception {
    assertThat(table("GrowthBenchmark.tags bytes_growth <=1.1"))
        .contains(
            "| 100; 200; 400 B, all threads | n^1.00 for n = 250; 500; 1,000 | ≤ n^1.1 | met");
  }

  @Test
  void namesTheClassOfABaselineThatIsOfAnother() throws Exception {
    assertThat(table("NotRecordedBenchmark.disabled score <=+1 CallerBenchmark.immutable"))
        .contains("750 ns less than CallerBenchmark.immutable");
  }

  @Test
  void saysWhatWasNotMeasured() throws Exception {
    assertThat(
            table(
                "Gone.now score <=1 .before",
                "Gone.growth growth <=1",
                "Gone.growth bytes_growth <=1"))
        .contains("Not measured: Gone.now beside Gone.before, Gone.growth.")
        .doesNotContain("| Gone.now |");
  }

  @Test
  void saysNothingOfFiguresInDifferentUnits() throws Exception {
    assertThat(table("CallerBenchmark.immutable score <=1000 Contended.oneThread"))
        .contains("Not measured: CallerBenchmark.immutable beside Contended.oneThread.");
  }

  @Test
  void listsEverythingThatWasMeasured() throws Exception {
    assertThat(table())
        .contains("| CallerBenchmark.byHandWithJson | 2,000 ns | 1,900 ns | 4,400 | 4,500 |");
  }

  @Test
  void readsTheMarksThatRaglanIsToReach() throws Exception {
    assertThat(Mark.all())
        .hasSizeGreaterThan(50)
        .allMatch(mark -> mark.baseline().isEmpty() == (mark.quantity().isGrowth()));
  }
}
