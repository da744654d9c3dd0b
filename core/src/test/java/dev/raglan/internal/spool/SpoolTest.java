package dev.raglan.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.raglan.internal.spool.SpoolAccount.Loss;
import dev.raglan.internal.transport.Piece;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {

  private static final long MIB = 1L << 20;

  private final AtomicLong clock = new AtomicLong(1_000_000);
  private final AtomicInteger found = new AtomicInteger();
  private final Map<Loss, Integer> lost = new EnumMap<>(Loss.class);

  @TempDir Path temporary;

  private Path root() {
    return temporary.resolve("spool");
  }

  private Spool spool(SpoolDirectory directory, long maxBytes) throws IOException {
    return spool(directory, "otlp.json", maxBytes);
  }

  private Spool spool(SpoolDirectory directory, String name, long maxBytes) throws IOException {
    SpoolLimits limits = new SpoolLimits(maxBytes, Duration.ofHours(1), clock::get);
    return directory.spool(
        name,
        limits,
        new SpoolAccount() {
          @Override
          public void found(int spans) {
            found.addAndGet(spans);
          }

          @Override
          public void lost(int spans, Loss loss) {
            lost.merge(loss, spans, Integer::sum);
          }
        });
  }

  private static Piece piece(int spans, String content) {
    return new Piece(spans, content.getBytes(StandardCharsets.UTF_8));
  }

  private static void append(Spool spool, Piece... pieces) throws IOException {
    spool.append(List.of(pieces), spans -> {});
  }

  private static List<String> lend(Spool spool) throws IOException {
    return spool.lend(MIB).stream()
        .map(each -> new String(each.content(), StandardCharsets.UTF_8))
        .toList();
  }

  /** Takes everything out of the spool. */
  private static List<String> drain(Spool spool) throws IOException {
    List<String> all = new ArrayList<>();
    while (!spool.isEmpty()) {
      List<Piece> pieces = spool.lend(MIB);
      pieces.forEach(each -> all.add(new String(each.content(), StandardCharsets.UTF_8)));
      spool.settle(pieces.stream().mapToInt(Piece::spans).sum(), () -> {});
      spool.giveBack();
    }
    return all;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root())) {
      return all.filter(Files::isRegularFile).filter(each -> !each.endsWith("lock")).toList();
    }
  }

  private Path onlyFile() throws IOException {
    List<Path> files = files();
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  @Test
  void givesBackInOrderWhatItWasGiven() throws IOException {
    SpoolDirectory directory = SpoolDirectory.open(root());
    Spool spool = spool(directory, MIB);
    append(spool, piece(2, "a"), piece(3, ""));
    append(spool, piece(1, "ä\u0000🙂"));

    assertThat(spool.spans()).isEqualTo(6);
    assertThat(lend(spool)).containsExactly("a", "", "ä\u0000🙂");
    assertThat(spool.spans()).isEqualTo(6);
    spool.settle(1, () -> {});
    spool.giveBack();
    assertThat(lend(spool)).as("a record goes with its last span").hasSize(3);
    spool.settle(1, () -> {});
    spool.giveBack();
    assertThat(drain(spool)).containsExactly("", "ä\u0000🙂");
    assertThat(files()).isEmpty();
    assertThat(lost).isEmpty();
    directory.close();
    try (Stream<Path> left = Files.list(root())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void dropsTheOldestWhenItIsFull() throws IOException {
    SpoolDirectory directory = SpoolDirectory.open(root());
    Spool spool = spool(directory, MIB);
    String text = "x".repeat(10_000);

    for (int i = 0; i < 300; i++) {
      append(spool, piece(1, i + text));
    }

    assertThat(lost.get(Loss.FULL)).isEqualTo((int) (300 - spool.spans()));
    List<String> left = drain(spool);
    assertThat(left).hasSizeBetween(90, 105);
    assertThat(left)
        .containsExactlyElementsOf(
            IntStream.range(300 - left.size(), 300).mapToObj(i -> i + text).toList());
  }

  @Test
  void keepsWithinItsBytes() throws IOException {
    SpoolDirectory directory = SpoolDirectory.open(root());
    Spool spool = spool(directory, MIB);
    for (int i = 0; i < 200; i++) {
      append(spool, piece(1, "x".repeat(20_000)));
      long bytes = 0;
      for (Path file : files()) {
        bytes += Files.size(file);
      }
      assertThat(bytes).isLessThanOrEqualTo(MIB);
    }
  }

  @Test
  void refusesWhatIsLargerThanItself() throws IOException {
    Spool spool = spool(SpoolDirectory.open(root()), MIB);
    assertThatThrownBy(() -> append(spool, piece(1, "x".repeat(2 << 20))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("max-bytes");
    append(spool, piece(1, "small"));
    assertThat(drain(spool)).containsExactly("small");
  }

  @Test
  void neverDropsWhatIsBeingSent() throws IOException {
    Spool spool = spool(SpoolDirectory.open(root()), MIB);
    append(spool, piece(1, "first" + "x".repeat(500_000)));
    assertThat(spool.lend(MIB)).hasSize(1);
    append(spool, piece(1, "second" + "x".repeat(500_000)));
    append(spool, piece(1, "third" + "x".repeat(500_000)));
    assertThatThrownBy(() -> append(spool, piece(1, "x".repeat(900_000))))
        .isInstanceOf(IOException.class);

    assertThat(spool.spans() + lost.get(Loss.FULL)).isEqualTo(3);
    spool.giveBack();
    assertThat(drain(spool).get(0)).startsWith("first");
  }

  @Test
  void dropsWhatIsTooOld() throws IOException {
    Spool spool = spool(SpoolDirectory.open(root()), MIB);
    append(spool, piece(5, "old"));
    clock.addAndGet(TimeUnit.MINUTES.toMillis(40));
    append(spool, piece(1, "young"));
    clock.addAndGet(TimeUnit.MINUTES.toMillis(30));

    assertThat(drain(spool)).containsExactly("young");
    assertThat(lost).isEqualTo(Map.of(Loss.EXPIRED, 5));
  }

  @Test
  void leavesToTheNextWhatItHoldsWhenClosed() throws IOException {
    SpoolDirectory first = SpoolDirectory.open(root());
    Spool spool = spool(first, MIB);
    append(spool, piece(1, "a"), piece(1, "b"), piece(1, "c"));
    spool.lend(MIB);
    spool.settle(1, () -> {});
    first.close();
    assertThatThrownBy(() -> append(spool, piece(1, "d"))).hasMessage("the spool is closed");

    Spool next = spool(SpoolDirectory.open(root()), MIB);

    assertThat(next.spans()).isEqualTo(2);
    assertThat(drain(next)).containsExactly("b", "c");
    assertThat(lost).isEmpty();
  }

  @Test
  void takesNothingFromAnOwnerThatLives() throws IOException {
    Spool one = spool(SpoolDirectory.open(root()), MIB);
    append(one, piece(1, "one"));
    Spool other = spool(SpoolDirectory.open(root()), MIB);
    append(other, piece(1, "other"));

    assertThat(drain(other)).containsExactly("other");
    assertThat(drain(one)).containsExactly("one");
  }

  @Test
  void leavesThoseOfAnotherTarget() throws IOException {
    SpoolDirectory first = SpoolDirectory.open(root());
    append(spool(first, MIB), piece(1, "json"));
    first.close();

    SpoolDirectory next = SpoolDirectory.open(root());
    assertThat(spool(next, "otlp.protobuf", MIB).isEmpty()).isTrue();
    assertThat(drain(spool(next, MIB))).containsExactly("json");
  }

  @Test
  void takesOverWhatAnotherLeavesWhileItRuns() throws IOException {
    SpoolDirectory running = SpoolDirectory.open(root());
    Spool spool = spool(running, MIB);
    append(spool, piece(1, "own"));
    SpoolDirectory other = SpoolDirectory.open(root());
    append(spool(other, MIB), piece(2, "a"), piece(3, "torn"));
    running.adopt(spool);
    assertThat(spool.spans()).as("the other one lives").isOne();

    other.close();
    truncate(
        files().stream().filter(each -> each.toString().contains("left-")).findFirst().get(), 1);
    running.adopt(spool);
    running.adopt(spool);

    assertThat(spool.spans()).isEqualTo(3);
    assertThat(found).hasValue(5);
    assertThat(lost).isEqualTo(Map.of(Loss.DAMAGED, 3));
    append(spool, piece(1, "later"));
    assertThat(drain(spool)).containsExactly("own", "later", "a");
    running.close();
    assertThat(root()).isEmptyDirectory();
  }

  @Test
  void takesNothingOverOnceItIsClosed() throws IOException {
    SpoolDirectory closed = SpoolDirectory.open(root());
    Spool spool = spool(closed, MIB);
    closed.close();
    SpoolDirectory other = SpoolDirectory.open(root());
    append(spool(other, MIB), piece(2, "a"));
    other.close();

    closed.adopt(spool);

    assertThat(found).hasValue(0);
    assertThat(onlyFile()).exists();
  }

  @Test
  void deletesWhatNobodyWillSendOnceItIsTooOld() throws IOException {
    SpoolDirectory first = SpoolDirectory.open(root());
    append(spool(first, "otlp.protobuf", MIB), piece(2, "a"), piece(3, "b"));
    first.close();
    Path left = onlyFile();
    Path notOurs = Files.writeString(left.resolveSibling("photo.jpg"), "x".repeat(100));
    SpoolDirectory running = SpoolDirectory.open(root());
    Spool spool = spool(running, MIB);
    for (Path each : List.of(left, notOurs)) {
      Files.setLastModifiedTime(each, FileTime.fromMillis(clock.get()));
    }
    clock.addAndGet(TimeUnit.MINUTES.toMillis(60));

    running.adopt(spool);
    assertThat(left).as("not too old yet").exists();
    clock.incrementAndGet();
    running.adopt(spool);

    assertThat(left).doesNotExist();
    assertThat(notOurs).exists();
    assertThat(found).hasValue(5);
    assertThat(lost).isEqualTo(Map.of(Loss.EXPIRED, 5));
    assertThat(spool.isEmpty()).isTrue();
  }

  @Test
  void expiresNothingOfItsOtherTargets() throws IOException {
    SpoolDirectory first = SpoolDirectory.open(root());
    append(spool(first, "otlp.protobuf", MIB), piece(2, "a"));
    first.close();
    SpoolDirectory running = SpoolDirectory.open(root());
    Spool json = spool(running, MIB);
    Spool protobuf = spool(running, "otlp.protobuf", MIB);
    clock.set(System.currentTimeMillis() + TimeUnit.DAYS.toMillis(1));

    running.adopt(json);

    assertThat(protobuf.spans()).isEqualTo(2);
    assertThat(lost).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 27, 28, 29, 40, 127})
  void countsATornLastRecord(int missing) throws IOException {
    SpoolDirectory first = SpoolDirectory.open(root());
    append(spool(first, MIB), piece(1, "whole"), piece(1, "x".repeat(100)));
    first.close();
    truncate(onlyFile(), missing);

    Spool next = spool(SpoolDirectory.open(root()), MIB);

    assertThat(next.spans()).isOne();
    assertThat(lost).isEqualTo(Map.of(Loss.DAMAGED, 1));
    assertThat(drain(next)).containsExactly("whole");
  }

  @Test
  void countsATornRecordOnce() throws IOException {
    SpoolDirectory first = SpoolDirectory.open(root());
    append(spool(first, MIB), piece(1, "whole"), piece(4, "torn"));
    first.close();
    truncate(onlyFile(), 1);

    for (int i = 0; i < 3; i++) {
      SpoolDirectory next = SpoolDirectory.open(root());
      assertThat(spool(next, MIB).spans()).isOne();
      next.close();
    }

    assertThat(lost).isEqualTo(Map.of(Loss.DAMAGED, 4));
  }

  private static void truncate(Path path, int bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(file.length() - bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {28, 30, 32})
  void skipsARecordWhoseContentIsDamaged(int place) throws IOException {
    Spool spool = spool(SpoolDirectory.open(root()), MIB);
    append(spool, piece(7, "12345"), piece(1, "after"));
    flip(onlyFile(), place);

    assertThat(drain(spool)).containsExactly("after");
    assertThat(lost).isEqualTo(Map.of(Loss.DAMAGED, 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 15, 20, 24, 27})
  void stopsAtAHeaderThatIsDamaged(int place) throws IOException {
    SpoolDirectory first = SpoolDirectory.open(root());
    append(spool(first, MIB), piece(1, "before"), piece(1, "damaged"));
    first.close();
    flip(onlyFile(), SpoolRecord.HEADER + "before".length() + place);

    Spool next = spool(SpoolDirectory.open(root()), MIB);

    assertThat(drain(next)).containsExactly("before");
    assertThat(lost).isEqualTo(Map.of(Loss.DAMAGED, 1));
  }

  /** Whatever byte is damaged: what comes back is whole, in order, and the rest is counted. */
  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x80, 0xff})
  void givesBackNothingDamagedWhicheverByteIs(int flipped) throws IOException {
    List<String> all = List.of("first", "second", "third");
    SpoolDirectory first = SpoolDirectory.open(root());
    append(spool(first, MIB), piece(2, "first"), piece(3, "second"), piece(4, "third"));
    first.close();
    Path segment = onlyFile();
    byte[] whole = Files.readAllBytes(segment);
    for (int place = 0; place < whole.length; place++) {
      byte[] damaged = whole.clone();
      damaged[place] ^= (byte) flipped;
      checkDamaged(segment, damaged, all);
      assertThat(lost).as("place %d", place).containsOnlyKeys(Loss.DAMAGED);
    }
  }

  @Test
  void givesBackNothingTornWhereverItIsCut() throws IOException {
    List<String> all = List.of("first", "second", "third");
    SpoolDirectory first = SpoolDirectory.open(root());
    append(spool(first, MIB), piece(2, "first"), piece(3, "second"), piece(4, "third"));
    first.close();
    Path segment = onlyFile();
    byte[] whole = Files.readAllBytes(segment);
    for (int length = 0; length < whole.length; length++) {
      checkDamaged(segment, Arrays.copyOf(whole, length), all);
    }
  }

  private void checkDamaged(Path segment, byte[] damaged, List<String> all) throws IOException {
    found.set(0);
    lost.clear();
    Files.createDirectories(segment.getParent());
    Files.write(segment, damaged);
    SpoolDirectory next = SpoolDirectory.open(root());
    Spool spool = spool(next, MIB);
    List<String> drained = drain(spool);
    next.close();

    assertThat(drained).isSubsetOf(all).isSorted();
    int whole = drained.stream().mapToInt(each -> all.indexOf(each) + 2).sum();
    assertThat(whole + lost.getOrDefault(Loss.DAMAGED, 0)).isEqualTo(found.get());
    assertThat(segment).doesNotExist();
  }

  @Test
  void countsASegmentOfAnotherVersionAsDamaged() throws IOException {
    SpoolDirectory first = SpoolDirectory.open(root());
    append(spool(first, MIB), piece(1, "a"));
    first.close();
    Path segment = onlyFile();
    byte[] other = Files.readAllBytes(segment);
    other[3] = '9';
    Files.write(segment, other);

    Spool next = spool(SpoolDirectory.open(root()), MIB);

    assertThat(next.isEmpty()).isTrue();
    assertThat(lost).isEqualTo(Map.of(Loss.DAMAGED, 1));
    assertThat(files()).isEmpty();
  }

  @Test
  void keepsWhatWasWrittenBeforeTheClockWasSetBack() throws IOException {
    clock.set(TimeUnit.DAYS.toMillis(20_000));
    Spool spool = spool(SpoolDirectory.open(root()), MIB);
    append(spool, piece(1, "a"));
    clock.addAndGet(-TimeUnit.DAYS.toMillis(10_000));
    append(spool, piece(1, "b"));

    assertThat(drain(spool)).containsExactly("a", "b");
    assertThat(lost).isEmpty();
  }

  private static void flip(Path path, int place) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(place);
      int before = file.read();
      file.seek(place);
      file.write(before ^ 0x41);
    }
  }

  @Test
  void ignoresFilesOfOthers() throws IOException {
    SpoolDirectory first = SpoolDirectory.open(root());
    append(spool(first, MIB), piece(1, "a"));
    first.close();
    Path owner = onlyFile().getParent();
    Files.writeString(owner.resolve("empty"), "");
    Files.writeString(owner.resolve("notes.txt"), "no record at all, but longer than a header");
    Files.createSymbolicLink(owner.resolve("link"), Path.of("/etc/hostname"));
    Files.createDirectory(root().resolve("left-something-else"));

    assertThat(drain(spool(SpoolDirectory.open(root()), MIB))).containsExactly("a");
    assertThat(Path.of("/etc/hostname")).exists();
    assertThat(owner.resolve("notes.txt")).exists();
    assertThat(lost).isEmpty();
  }

  @Test
  void leavesWhatItMayNotRead() throws IOException {
    SpoolDirectory first = SpoolDirectory.open(root());
    append(spool(first, MIB), piece(1, "a"));
    first.close();
    Path others = Files.createDirectory(root().resolve("left-1-of-another-user"));
    Files.setPosixFilePermissions(others, Set.of());
    assumeThat(Files.isReadable(others)).as("this user may read everything").isFalse();

    assertThat(drain(spool(SpoolDirectory.open(root()), MIB))).containsExactly("a");
    assertThat(others).exists();
  }

  @Test
  void survivesTheDeletionOfItsFiles() throws IOException {
    Spool spool = spool(SpoolDirectory.open(root()), MIB);
    append(spool, piece(3, "a"));
    spool.lend(MIB);
    spool.giveBack();
    Files.delete(onlyFile());

    append(spool, piece(1, "b"));

    List<String> left = drain(spool);
    assertThat(left).endsWith("b");
    assertThat(left.size() - 1).isEqualTo(lost.containsKey(Loss.DAMAGED) ? 0 : 1);
  }

  @Test
  void countsWhatItCannotFindAnyMore() throws IOException {
    Spool spool = spool(SpoolDirectory.open(root()), MIB);
    append(spool, piece(3, "a"), piece(2, "b"));
    Files.delete(onlyFile());
    try (Stream<Path> owners = Files.list(root())) {
      Files.delete(owners.findFirst().orElseThrow().resolve("otlp.json"));
    }

    assertThat(spool.lend(MIB)).isEmpty();
    assertThat(spool.spans()).isZero();
    assertThat(lost).isEqualTo(Map.of(Loss.DAMAGED, 5));
    append(spool, piece(1, "c"));
    assertThat(drain(spool)).containsExactly("c");
  }

  @Test
  void isReadableByItsOwnerAlone() throws IOException {
    append(spool(SpoolDirectory.open(root()), MIB), piece(1, "a"));
    try (Stream<Path> all = Files.walk(root())) {
      assertThat(all)
          .hasSize(5)
          .allSatisfy(
              each ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                      .isEqualTo(Files.isDirectory(each) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void isNotWrittenThroughALink() throws IOException {
    Files.createDirectory(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(root(), temporary.resolve("elsewhere"));

    assertThatThrownBy(() -> SpoolDirectory.open(root()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a link or a file");
  }
}
