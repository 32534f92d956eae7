/// The ways of laying a dataset out in files that Roost reads and writes.
package enum DatasetFormat: String, Sendable, CaseIterable, Codable {
    /// A folder for each class.
    case folder
    case coco, yolo, voc, csv
    /// PNG files with a label's number for each pixel.
    case masks
    /// COCO's segments: PNG files whose colours are numbers of segments, and a file that says what each is.
    case panoptic
}
