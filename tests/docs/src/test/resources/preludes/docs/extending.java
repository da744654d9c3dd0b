/** What docs/extending.md presumes. */
abstract class Prelude {

  SpanExporter exporter;
}
