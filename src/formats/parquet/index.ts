export { beginsAsParquet, readParquet, type ParquetVisitor } from "./read-parquet.ts";
