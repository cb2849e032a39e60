//! The types of callbacks, a file for each header or section.

mod conferences;
mod dispatch;
mod files;
mod friends;
mod groups;
mod options;
mod private;
mod toxav;

pub use conferences::*;
pub use dispatch::*;
pub use files::*;
pub use friends::*;
pub use groups::*;
pub use options::*;
pub use private::*;
pub use toxav::*;
