abstract class Prelude {
  SpansClient spans;
  StoredSpan span;
  List<StoredSpan> many;
  SpanSearch search;
}
