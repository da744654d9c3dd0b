package dev.raglan.contract.subject;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Masked;
import dev.raglan.annotation.Traced;
import java.util.List;

/** Says what of them may be seen. */
public class TracedCaptures implements Captures {

  @Override
  @Traced
  public String none() {
    return "none";
  }

  @Override
  @Traced
  public String one(Object question) {
    return "one";
  }

  @Override
  @Traced
  public String two(String question, int limit) {
    return question.repeat(limit);
  }

  @Override
  @Traced
  public String various(String first, String... more) {
    return first + more.length;
  }

  @Override
  @Traced
  public String excluding(String question, @Exclude String secret) {
    return "answer";
  }

  @Override
  @Traced
  public String masking(String question, @Masked String draft) {
    return "answer";
  }

  @Override
  @Traced
  public Account account(Account account) {
    return account;
  }

  @Override
  @Traced(input = Capture.OFF)
  public String inputOff(String question) {
    return "answer";
  }

  @Override
  @Traced(output = Capture.OFF)
  public String outputOff(String question) {
    return "answer";
  }

  @Override
  @Traced(input = Capture.ON, output = Capture.ON)
  public String bothOn(String question) {
    return "answer";
  }

  @Override
  @Traced
  public int emptied(List<String> items) {
    int size = items.size();
    items.clear();
    return size;
  }
}
