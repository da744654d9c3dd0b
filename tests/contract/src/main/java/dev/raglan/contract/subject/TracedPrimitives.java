package dev.raglan.contract.subject;

import dev.raglan.annotation.Traced;

/** Gives each back. */
public class TracedPrimitives implements Primitives {

  @Override
  @Traced
  public void nothing() {}

  @Override
  @Traced
  public boolean ofBoolean(boolean value) {
    return value;
  }

  @Override
  @Traced
  public byte ofByte(byte value) {
    return value;
  }

  @Override
  @Traced
  public short ofShort(short value) {
    return value;
  }

  @Override
  @Traced
  public int ofInt(int value) {
    return value;
  }

  @Override
  @Traced
  public long ofLong(long value) {
    return value;
  }

  @Override
  @Traced
  public float ofFloat(float value) {
    return value;
  }

  @Override
  @Traced
  public double ofDouble(double value) {
    return value;
  }

  @Override
  @Traced
  public char ofChar(char value) {
    return value;
  }
}
