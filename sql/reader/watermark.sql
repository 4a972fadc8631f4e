-- Something that is another after everything that somebody who looks on would see.
select report.watermark() as watermark;
