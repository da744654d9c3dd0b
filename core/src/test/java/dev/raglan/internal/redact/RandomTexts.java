package dev.raglan.internal.redact;

import dev.raglan.RedactionTest;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts put together at random from pieces, the same ones in every run. */
public final class RandomTexts {

  /** Secrets, halves of secrets, what stands around them, and what must be escaped. */
  public static final List<String> SECRETS_AND_PROSE =
      Stream.concat(
              RedactionTest.corpus().stream().flatMap(RandomTexts::pieces),
              Stream.of(
                  "The quick brown fox, ",
                  "risk-based ",
                  "it's Basic knowledge ",
                  "clearer ",
                  "Bearer\t",
                  "BEARER ",
                  "BASIC ",
                  "redis-cli -a ",
                  "docker login -p ",
                  "mysql -p",
                  "password: |\n",
                  "secrets: {",
                  "credentials:\n  ",
                  "kind: Secret\ndata:\n  ",
                  "user,password\n",
                  "a,x1Y2z3W4\n",
                  "| token |\n|---|\n| ",
                  "x1Y2z3W4v5",
                  "variable \"password\" {",
                  "[password, ",
                  "type=\"password\" value=",
                  "INSERT INTO u (a, password) VALUES ('",
                  "token IN ('",
                  "password = ? -- [",
                  "[\"mysql\",\"-p",
                  "\"--password\", \"",
                  "  - --token\n  - ",
                  "password=[",
                  "password=${A:",
                  "MD5('",
                  "getConnection(u, \"a\", \"",
                  "Authorization: Digest response=\"",
                  "machine a login b password ",
                  "\\u0027",
                  "%22",
                  "&quot;",
                  "{",
                  "}",
                  ", ",
                  "basic ",
                  "-----",
                  "_",
                  "-",
                  "=",
                  ":",
                  "@",
                  "\"",
                  "\\",
                  " ",
                  "\n",
                  "\u0001",
                  "7",
                  "é",
                  "中",
                  "😀",
                  "\uD83D",
                  "\uDE00"))
          .toList();

  private final Random random = new Random(20_261_121);
  private final List<String> pieces;

  public RandomTexts(List<String> pieces) {
    this.pieces = pieces;
  }

  /** So many texts of up to so many pieces. */
  public Stream<String> take(int texts, int mostPieces) {
    return IntStream.range(0, texts).mapToObj(i -> next(random.nextInt(mostPieces + 1)));
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  private String next(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  private static Stream<String> pieces(String marked) {
    String text = marked.replace("«", "").replace("»", "");
    int half = text.length() / 2;
    return Stream.of(text + " ", text, text.substring(0, half), text.substring(half));
  }
}
