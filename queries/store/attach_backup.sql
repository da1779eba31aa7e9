-- Opens an empty file in the staging folder as the copy to be made. No row.
-- parameters: path varchar
attach $path as backup_copy
